import { Auth0Client } from '@auth0/nextjs-auth0/server';

// http is for development and tests alone: the SDK refuses it where NODE_ENV is production.
export const auth0 = new Auth0Client({
  allowInsecureRequests: process.env.NODE_ENV !== 'production',
});
