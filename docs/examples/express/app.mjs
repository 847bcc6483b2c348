import express from 'express';
import oidc from 'express-openid-connect';

const { PORT = 3000 } = process.env;
const app = express();

app.use(
  oidc.auth({
    issuerBaseURL: 'http://localhost:1000',
    baseURL: `http://localhost:${PORT}`,
    clientID: 'demo-web',
    clientSecret: 'demo-web-secret',
    secret: 'a long secret for the cookies of this site',
    authRequired: false,
    auth0Logout: true,
    authorizationParams: { response_type: 'code', scope: 'openid profile email' },
  }),
);

app.get('/', ({ oidc: { user } }, response) => {
  response.send(
    user
      ? `<h1>Hello, ${user.name}!</h1><a href="/logout">Log out</a>`
      : '<h1>Nobody is logged in</h1><a href="/login">Log in</a>',
  );
});

app.listen(PORT, () => console.log(`http://localhost:${PORT}`));
