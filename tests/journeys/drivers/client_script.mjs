// A test of a front end, as Playwright and Cypress run them: in Node, with the mock's own helper.
import assert from "node:assert/strict";

const { mockAuth0, MockAuth0Error } = await import(process.argv[2]);
const mock = mockAuth0(process.argv[3]);

const before = Date.parse(await mock.clock.now());
const after = Date.parse(await mock.clock.advance({ days: 1 }));
assert.ok(after - before >= 86_400_000);

const frozen = await mock.clock.freeze({ at: "2030-01-01T00:00:00Z" });
assert.equal(frozen, "2030-01-01T00:00:00.000Z");
assert.equal(await mock.clock.now(), frozen);

const [current, next] = await mock.keys.published();
assert.deepEqual([current.use, next.use], ["current", "next"]);
assert.equal(await mock.keys.rotate(), next.kid);

await assert.rejects(mock.keys.revoke({ kid: "unknown" }), (error) => {
  assert.ok(error instanceof MockAuth0Error);
  assert.equal(error.status, 400);
  assert.match(error.message, /is no previous key/);
  return true;
});
await assert.rejects(mock.clock.advance({ dayz: 1 }), /unknown field 'dayz'; did you mean days\?/);

assert.equal(await mock.reset(), null);
assert.equal((await mock.keys.published())[0].kid, current.kid);
console.log("done");
