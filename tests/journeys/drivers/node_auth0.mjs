// Calls AuthenticationClient.oauth of npm's auth0, for whoever writes to the standard input.
//
// In: {"client": its options, "calls": [[method, parameters], …]}. Out: a list of {"returned"} or
// {"raised"}, in the same order.
import { text } from 'node:stream/consumers';

import { AuthenticationClient } from 'auth0/legacy';

const { client, calls } = JSON.parse(await text(process.stdin));
const { oauth } = new AuthenticationClient(client);

const answers = [];
for (const [method, parameters] of calls) {
  try {
    answers.push({ returned: (await oauth[method](parameters)).data ?? null });
  } catch (error) {
    const { name, statusCode, error: code, error_description: description } = error;
    if (statusCode === undefined) throw error;
    answers.push({ raised: { name, statusCode, code, description } });
  }
}
console.log(JSON.stringify(answers));
