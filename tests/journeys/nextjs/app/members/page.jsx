import { auth0 } from '../../lib/auth0.js';

export default auth0.withPageAuthRequired(
  async function Members() {
    const { user } = await auth0.getSession();
    return <h1>Members: {user.email}</h1>;
  },
  { returnTo: '/members' },
);
