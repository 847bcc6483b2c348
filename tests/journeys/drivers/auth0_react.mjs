// An application with npm's @auth0/auth0-react: one page for everybody, one for whoever is logged in.
import * as sdk from '@auth0/auth0-react';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { Auth0Provider, useAuth0, withAuthenticationRequired } = sdk;
const settings = JSON.parse(document.getElementById('settings').textContent);

function Home() {
  const { isLoading, isAuthenticated, user, error, ...auth0 } = useAuth0();
  const [told, tell] = useState('');
  const button = (name, press) => h('button', { onClick: () => press().catch(refused) }, name);
  const refused = (problem) => tell(described(problem));
  if (isLoading) return h('h1', null, 'Loading');
  return h(
    'main',
    null,
    h('h1', null, isAuthenticated ? `Hello ${user.name}` : 'Nobody'),
    h('pre', { id: 'user' }, JSON.stringify(user ?? null)),
    h('pre', { id: 'error' }, error ? described(error) : ''),
    h('pre', { id: 'told' }, told),
    button('Log in', () => auth0.loginWithRedirect()),
    button('Sign up', () =>
      auth0.loginWithRedirect({ authorizationParams: { screen_hint: 'signup' } }),
    ),
    button('Log in by popup', () => auth0.loginWithPopup()),
    button('Get a token', async () =>
      tell(await auth0.getAccessTokenSilently({ cacheMode: 'off' })),
    ),
    button('Log out', () => auth0.logout({ logoutParams: { returnTo: location.origin } })),
  );
}

const described = (error) => {
  const isMadeBy = (name) => sdk[name].prototype === Object.getPrototypeOf(error);
  return JSON.stringify([Object.keys(sdk).find(isMadeBy), error.error, error.message]);
};

const Members = withAuthenticationRequired(
  () => {
    const { user } = useAuth0();
    return h('h1', null, `Members: ${user.email}`);
  },
  { onRedirecting: () => h('h1', null, 'On the way') },
);

// Where a login leads to is known once the SDK has handled its answer.
function Page() {
  const { isLoading } = useAuth0();
  return h(!isLoading && location.pathname === '/members' ? Members : Home);
}

createRoot(document.getElementById('root')).render(
  h(
    Auth0Provider,
    {
      ...settings,
      authorizationParams: { redirect_uri: location.origin, ...settings.authorizationParams },
      onRedirectCallback: (state) => history.replaceState({}, '', state?.returnTo ?? '/'),
    },
    h(Page),
  ),
);
