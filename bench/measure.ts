import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** The machine that a figure belongs to. */
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export function report(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ ...line, machine })}\n`);
}

export interface ProcessFigures {
  seconds: number;
  /** Largest resident memory of the process itself, without its children; null where /proc is not there. */
  peakMegabytes: number | null;
  output: string;
}

function peakOf(pid: number): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Number(line[1]) / 1024;
  } catch {
    return null;
  }
}

/** Runs a command to its end; fails when it does. */
export function timeProcess(command: string, args: readonly string[], cwd: string): Promise<ProcessFigures> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let peak: number | null = null;
    let output = '';
    let errors = '';
    const watch = setInterval(() => {
      peak = peakOf(child.pid!) ?? peak;
    }, 50);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors.slice(-500)}`));
      else resolve({ seconds: (performance.now() - started) / 1000, peakMegabytes: peak, output });
    });
  });
}

export async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < times; i++) results.push(await work());
  return results;
}
