import { auth0 } from '../../lib/auth0.js';

export async function GET(request) {
  const refresh = request.nextUrl.searchParams.has('refresh');
  try {
    const { token, scope } = await auth0.getAccessToken({ refresh });
    return Response.json({ token, scope });
  } catch ({ name, code, cause }) {
    return Response.json({ name, code, cause: cause?.code }, { status: 401 });
  }
}
