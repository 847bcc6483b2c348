import { auth0 } from '../lib/auth0.js';

export default async function Page() {
  const session = await auth0.getSession();
  return (
    <main>
      <h1>{session ? `Hello ${session.user.name}` : 'Nobody'}</h1>
      <pre>{JSON.stringify(session?.user ?? null)}</pre>
    </main>
  );
}
