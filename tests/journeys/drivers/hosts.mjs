// Preloaded into Node.js: what HOSTS names is found on this machine, at the port that it says.
// As a line in /etc/hosts would do, and port 443, which are root's.
import tls from 'node:tls';

const ports = JSON.parse(process.env.HOSTS ?? '{}');
const connect = tls.connect;
tls.connect = (options, ...rest) => {
  const port = ports[options.host];
  if (port === undefined || Number(options.port) !== 443) return connect(options, ...rest);
  const servername = options.servername || options.host;
  return connect({ ...options, servername, host: '127.0.0.1', port }, ...rest);
};
