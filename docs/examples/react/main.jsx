import { Auth0Provider, useAuth0 } from '@auth0/auth0-react';
import React from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const { isLoading, user, error, loginWithRedirect, logout } = useAuth0();
  if (isLoading) return <h1>One moment</h1>;
  if (error) return <h1>Refused: {error.message}</h1>;
  if (!user) return <button onClick={() => loginWithRedirect()}>Log in</button>;
  const leave = () => logout({ logoutParams: { returnTo: location.origin } });
  return (
    <>
      <h1>Hello, {user.name}!</h1>
      <button onClick={leave}>Log out</button>
    </>
  );
}

createRoot(document.getElementById('root')).render(
  <Auth0Provider
    domain="http://localhost:1000"
    clientId="demo-spa"
    authorizationParams={{ redirect_uri: location.origin }}
  >
    <App />
  </Auth0Provider>,
);
