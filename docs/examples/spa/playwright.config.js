import { defineConfig } from '@playwright/test';

const { PORT = '3000', MOCK_AUTH0_PORT = '1000', CHROMIUM } = process.env;
const auth0 = `http://localhost:${MOCK_AUTH0_PORT}`;

export default defineConfig({
  workers: 1, // there is one tenant, and each test begins with a reset
  use: {
    baseURL: `http://localhost:${PORT}`,
    launchOptions: { executablePath: CHROMIUM }, // without CHROMIUM, Playwright's own
  },
  metadata: { auth0 },
  webServer: [
    { command: 'mock-auth0', url: `${auth0}/_mock/health` },
    {
      command:
        `npx esbuild app.js --bundle --format=esm --outdir=. --servedir=. --serve=127.0.0.1:${PORT}` +
        ` --define:AUTH0_DOMAIN='"${auth0}"'`,
      url: `http://localhost:${PORT}`,
    },
  ],
});
