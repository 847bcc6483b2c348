// Runs a spec of Cypress in Chromium without Cypress, whose program is another 200 MB: the commands
// that the spec uses, carried out by Playwright. SPEC, BASE_URL and CHROMIUM are in the environment.
import { readFileSync } from 'node:fs';
import { chromium, expect } from '@playwright/test';

const { SPEC, BASE_URL, CHROMIUM } = process.env;
const tests = [];
const before = [];
let steps;

// Commands are put down while the test's function runs, and carried out after it.
const later = (step) => void steps.push(step);
const put = async (inner, context) => {
  const outer = steps;
  steps = [];
  inner();
  const mine = steps;
  steps = outer;
  for (const step of mine) await step(context);
};
const found = (locate) => {
  later(({ page }) => expect(locate(page).first()).toBeVisible());
  return {
    click: () => later(({ page }) => locate(page).first().click()),
    type: (text) => later(({ page }) => locate(page).first().fill(text)),
  };
};
const cy = {
  request: (method, url, data) =>
    later(async ({ request }) => {
      const answer = await request.fetch(url, { method, data });
      expect(answer.ok(), `${url}: ${await answer.text()}`).toBeTruthy();
    }),
  visit: (path) => later(({ page }) => page.goto(new URL(path, BASE_URL).href)),
  get: (selector) => found((page) => page.locator(selector)),
  contains: (selector, text) => found((page) => page.locator(selector, { hasText: text })),
  origin: (origin, inner) =>
    later(async (context) => {
      await context.page.waitForURL((url) => url.origin === origin);
      await put(inner, context);
    }),
};

const world = {
  cy,
  Cypress: { env: () => undefined },
  describe: (name, inner) => inner(),
  beforeEach: (inner) => before.push(inner),
  it: (name, inner) => tests.push([name, inner]),
};
new Function(...Object.keys(world), readFileSync(SPEC, 'utf8'))(...Object.values(world));

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-proxy-server'] });
for (const [name, inner] of tests) {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const each of [...before, inner]) await put(each, { page, request: context.request });
  await context.close();
  console.log(name);
}
await browser.close();
