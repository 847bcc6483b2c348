// Calls Auth0Api of npm's @pieces.app/pieces-os-client, for whoever writes to the standard input.
//
// A line in, a line out, both JSON: {"call", "parameters", "configuration"} → {"returned"} or
// {"raised"}. Names are those of the wire; the configuration is the package's own by default.
import { createInterface } from 'node:readline';

import Pieces from '@pieces.app/pieces-os-client';

const CALLS = {
  authorize: async (api, parameters) =>
    Pieces.ResultedPKCEToJSON(await api.authorizeAuth0(parameters)),
  exchange: async (api, parameters) =>
    Pieces.OAuthTokenToJSON(await api.exchangeForAuth0Token(parameters)),
  user_info: async (api) => Pieces.Auth0UserToJSON(await api.getAuth0UserInfo()),
  logout: async (api, parameters) => api.auth0Logout(parameters),
};

const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const inCamelCase = (parameters) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [camelCase(name), value]),
  );

async function answer({ call, parameters, configuration }) {
  const api = new Pieces.Auth0Api(
    new Pieces.Configuration({ accessToken: configuration.access_token }),
  );
  try {
    return { returned: await CALLS[call](api, inCamelCase(parameters)) };
  } catch (error) {
    if (!error.response) throw error;
    return { raised: { status: error.response.status, body: await error.response.text() } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
