import { createAuth0Client } from '@auth0/auth0-spa-js';

const auth0 = await createAuth0Client({
  domain: AUTH0_DOMAIN, // of the build: http://localhost:1000, or acme.eu.auth0.com
  clientId: 'demo-spa',
  authorizationParams: {
    redirect_uri: location.origin,
    audience: 'https://api.example.com/',
  },
});

const tell = (text) => (document.querySelector('[role=status]').textContent = text);

async function show() {
  const user = await auth0.getUser();
  document.querySelector('h1').textContent = user ? `Hello, ${user.name}!` : 'Nobody is logged in';
}

async function attempt(action) {
  try {
    tell((await action()) ?? '');
  } catch (error) {
    tell(error.error_description ?? error.message);
  }
  await show();
}

if (/[?&](code|error)=/.test(location.search)) {
  await attempt(async () => void (await auth0.handleRedirectCallback()));
  history.replaceState({}, '', '/');
} else {
  await show();
}

const on = (id, action) => {
  const button = document.getElementById(id);
  button.onclick = () => attempt(action);
  button.disabled = false;
};
on('login', () => auth0.loginWithRedirect());
on('renew', () => auth0.getTokenSilently({ cacheMode: 'off' }).then(() => 'Renewed'));
on('logout', () => auth0.logout({ logoutParams: { returnTo: location.origin } }));
