import { test as base, expect } from '@playwright/test';

const test = base.extend({
  // What the test does to the tenant: await mock('/faults', { path: '/oauth/token', … }).
  mock: async ({ request }, use, { config }) => {
    const mock = async (path, data = {}) => {
      const answer = await request.post(`${config.metadata.auth0}/_mock${path}`, { data });
      expect(answer.ok(), await answer.text()).toBeTruthy();
      return (await answer.body()).length ? answer.json() : undefined;
    };
    await mock('/reset');
    await use(mock);
  },
});

const logIn = async (page) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Log in' }).click();
};

test('logs in', async ({ page, mock }) => {
  await logIn(page);
  await page.getByLabel('Email address').fill('ada@example.com');
  await page.getByLabel('Password').fill('ada');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('heading')).toHaveText('Hello, Ada Lovelace!');
});

test('logs in without the page', async ({ browser, baseURL, mock }) => {
  const { storageState } = await mock('/sessions', { user: 'ada@example.com' });
  const context = await browser.newContext({ baseURL, storageState });
  const page = await context.newPage();
  await logIn(page);
  await expect(page.getByRole('heading')).toHaveText('Hello, Ada Lovelace!');
  await context.close();
});

test('says that the user may not come in', async ({ page, mock }) => {
  await mock('/next-logins', { error: 'access_denied', description: 'Not today' });
  await logIn(page);
  await expect(page.getByRole('status')).toHaveText('Not today');
});

test('says that Auth0 is busy', async ({ page, mock }) => {
  await mock('/next-logins', { user: 'ada@example.com' });
  await mock('/faults', { path: '/oauth/token', error: 'too_many_requests' });
  await logIn(page);
  await expect(page.getByRole('status')).toContainText('Too many requests');
  await expect(page.getByRole('heading')).toHaveText('Nobody is logged in');
});

test('notices that the session is over', async ({ page, mock }) => {
  await mock('/next-logins', { user: 'ada@example.com' });
  await logIn(page);
  await expect(page.getByRole('heading')).toHaveText('Hello, Ada Lovelace!');
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect(page.getByRole('status')).toHaveText('Renewed');
  await mock('/clock/advance', { days: 8 });
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect(page.getByRole('status')).toHaveText('Login required');
});
