// Builds the image, runs it and asks it, where there is a Docker engine; says so where there is none.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = `dandelion-check-${process.pid}`;

/** Answers with its standard output, or ends with what it said. */
function docker(...args) {
  const { status, stdout, stderr, error } = spawnSync('docker', args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  throw new Error(`docker ${args[0]}: ${error?.message ?? stderr}`);
}

const engine = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { encoding: 'utf8' });
if (engine.error || engine.status !== 0) {
  process.stdout.write('skipped: there is no Docker engine here, so the image was not built.\n');
  process.exit(0);
}

try {
  docker('build', '--quiet', '-f', 'deploy/Dockerfile', '-t', name, '.');
  docker(
    'run',
    '--detach',
    '--init',
    '--name',
    name,
    '--read-only',
    '--tmpfs',
    '/tmp',
    '--cap-drop',
    'ALL',
    name,
    'start',
    '--insecure',
  );
  let health = '';
  for (let left = 90; left > 0 && health !== 'healthy'; left--) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    health = docker('inspect', '--format', '{{.State.Health.Status}}', name);
  }
  if (health !== 'healthy') throw new Error(`The container is ${health}:\n${docker('logs', '--tail', '30', name)}`);
  const user = docker('exec', name, 'id', '--user');
  if (user === '0') throw new Error('The container runs as root.');
  docker('stop', '--time', '60', name);
  const code = docker('inspect', '--format', '{{.State.ExitCode}}', name);
  if (code !== '0') throw new Error(`It ended with ${code}:\n${docker('logs', '--tail', '30', name)}`);
  const size = Math.round(Number(docker('image', 'inspect', '--format', '{{.Size}}', name)) / 1e6);
  process.stdout.write(`The image was built (${size} MB), became healthy as user ${user} and ended in order.\n`);
} catch (error) {
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  for (const args of [
    ['rm', '--force', '--volumes', name],
    ['image', 'rm', '--force', name],
  ])
    spawnSync('docker', args);
}
