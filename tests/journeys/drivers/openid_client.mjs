// Logs in with npm's openid-client, every token bound to a key, and tries the tokens with another.
//
// In: {"issuer", "clientId", "redirectUri", "audience", "user"}. Out: what it got, by name; of a
// refusal, its status, its code and its challenges.
import { text } from 'node:stream/consumers';

import * as client from 'openid-client';

const { issuer, clientId, redirectUri, audience, user } = JSON.parse(await text(process.stdin));
const config = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
  execute: [client.allowInsecureRequests],
});

// Once a client knows the server's nonce it is not refused for the want of it: count the requests.
let requests = 0;
config[client.customFetch] = (...request) => {
  requests += 1;
  return fetch(...request);
};
async function counted(call) {
  requests = 0;
  return { returned: await call(), requests };
}

async function refused(call) {
  try {
    return { returned: await call() };
  } catch (error) {
    const { status, error: code, cause } = error;
    if (status === undefined) throw error;
    return { status, code, challenges: Array.isArray(cause) ? cause : undefined };
  }
}

const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
const another = { DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')) };
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const jkt = await DPoP.calculateThumbprint();
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: 'openid profile offline_access',
  audience,
  login_hint: user,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  dpop_jkt: jkt,
});
const authorized = await fetch(address, { redirect: 'manual' });
const callback = new URL(authorized.headers.get('location'));

const login = await counted(() =>
  client.authorizationCodeGrant(config, callback, { pkceCodeVerifier }, undefined, { DPoP }),
);
const tokens = login.returned;
const { sub } = tokens.claims();
const refresh = (options) =>
  client.refreshTokenGrant(config, tokens.refresh_token, undefined, options);
const profile = (options) => client.fetchUserInfo(config, tokens.access_token, sub, options);

const answers = {
  jkt,
  login,
  profile: await counted(() => profile({ DPoP })),
  profileByAnotherKey: await refused(() => profile(another)),
  profileAsBearer: await refused(() => profile({})),
  refreshByAnotherKey: await refused(() => refresh(another)),
  refreshWithoutKey: await refused(() => refresh({})),
  refresh: await counted(() => refresh({ DPoP })),
};
console.log(JSON.stringify(answers));
