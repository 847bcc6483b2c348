// An API behind npm's express-oauth2-jwt-bearer, whose options are in OPTIONS.
import express from 'express';
import { auth, claimEquals, requiredScopes, scopeIncludesAny } from 'express-oauth2-jwt-bearer';

const app = express();
app.use(auth(JSON.parse(process.env.OPTIONS)));
const tell = (request, response) => response.json(request.auth.payload);
app.get('/', tell);
app.get('/write', requiredScopes('read:it write:it'), tell);
app.get('/any', scopeIncludesAny('read:it write:it'), tell);
app.get('/acme', claimEquals('https://api.example/organization', 'acme'), tell);
app.use((error, request, response, next) => {
  response
    .status(error.status ?? 500)
    .set(error.headers)
    .json({ name: error.name, code: error.code, message: error.message });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
