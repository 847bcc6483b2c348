import { auth0 } from '../lib/auth0.js';

export default async function Page() {
  const session = await auth0.getSession();
  return session ? (
    <>
      <h1>Hello, {session.user.name}!</h1>
      <a href="/auth/logout">Log out</a>
    </>
  ) : (
    <>
      <h1>Nobody is logged in</h1>
      <a href="/auth/login">Log in</a>
    </>
  );
}
