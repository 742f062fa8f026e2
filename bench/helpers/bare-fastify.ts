/** The floor of a start: Fastify with one route. */
import Fastify from 'fastify';

const app = Fastify();
app.get('/', () => ({ hello: 'world' }));
console.log(`listening on ${await app.listen({ port: 0 })}`);
process.on('SIGTERM', () => process.exit());
