import { Auth0Client } from '@auth0/nextjs-auth0/server';
import { NextResponse } from 'next/server';

// Where the sessions are in a store, back-channel logouts can end them.
const kept = (globalThis.kept ??= new Map());
const sessionStore = {
  get: async (id) => kept.get(id) ?? null,
  set: async (id, session) => void kept.set(id, session),
  delete: async (id) => void kept.delete(id),
  deleteByLogoutToken: async ({ sub, sid }) => {
    for (const [id, { user, internal }] of kept) {
      if (internal.sid === sid || user.sub === sub) kept.delete(id);
    }
  },
};

// The rest of its settings are in the environment.
export const auth0 = new Auth0Client({
  authorizationParameters: {
    audience: process.env.AUTH0_AUDIENCE,
    scope: process.env.AUTH0_SCOPE,
  },
  sessionStore: process.env.SESSIONS === 'store' ? sessionStore : undefined,
  onCallback: async (error, { returnTo, appBaseUrl }) => {
    if (!error) return NextResponse.redirect(new URL(returnTo ?? '/', appBaseUrl));
    const { name, code, cause } = error;
    return NextResponse.json(
      { name, code, cause: [cause?.name, cause?.code, cause?.message] },
      { status: 403 },
    );
  },
});
