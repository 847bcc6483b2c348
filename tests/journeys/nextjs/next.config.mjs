import { fileURLToPath } from 'node:url';

export default {
  // The packages are those of the journeys.
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
};
