// Serves /auth/login, /auth/callback, /auth/logout and the rest of the SDK's routes.
import { auth0 } from './lib/auth0.js';

export const proxy = (request) => auth0.middleware(request);

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'] };
