// A site behind npm's express-openid-connect, whose options are in OPTIONS. Answers are JSON.
import { readFileSync } from 'node:fs';
import https from 'node:https';

import express from 'express';
import oidc from 'express-openid-connect';

const { PORT, CERTIFICATE, KEY, OPTIONS } = process.env;
const kept = new Map();
const store = {
  get: (id, done) => done(null, kept.get(id)),
  set: (id, value, done) => done(null, kept.set(id, value)),
  destroy: (id, done) => done(null, kept.delete(id)),
};

const app = express();
app.use(
  oidc.auth({
    ...JSON.parse(OPTIONS),
    baseURL: `https://localhost:${PORT}`,
    secret: 'a secret for the cookies of this site',
    authRequired: false,
    backchannelLogout: { store },
  }),
);
app.get('/', (request, response) => {
  const { oidc: session } = request;
  response.json({
    claims: session.idTokenClaims ?? null,
    access_token: session.accessToken?.access_token ?? null,
    has_refresh_token: session.refreshToken !== undefined,
  });
});
app.get('/members', oidc.requiresAuth(), (request, response) => {
  response.json({ email: request.oidc.user.email });
});
app.get('/profile', oidc.requiresAuth(), async (request, response) => {
  response.json(await request.oidc.fetchUserInfo());
});
app.get('/refreshed', oidc.requiresAuth(), async (request, response) => {
  const { access_token } = await request.oidc.accessToken.refresh();
  response.json({ access_token });
});
app.get('/login/with', (request, response) =>
  response.oidc.login({ returnTo: '/', authorizationParams: request.query }),
);
app.use((error, request, response, next) => {
  const { name, status, error: code, error_description: description, message } = error;
  response.status(status ?? 500).json({ name, code, description, message });
});

const credentials = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) };
https.createServer(credentials, app).listen(Number(PORT), '127.0.0.1');
