// An S3 server on a free port of this machine, with one bucket; prints the port.
// Usage: node s3.mjs <folder with node_modules> <folder of objects> <bucket>
import { createRequire } from 'node:module';

const [modules, folder, bucket] = process.argv.slice(2);
const S3rver = createRequire(`${modules}/`)('s3rver');
const server = new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: bucket, configs: [] }],
});
const { port } = await server.run();
console.log(port);
