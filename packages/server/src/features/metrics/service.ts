import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JobSeen, RequestSeen } from '../../kernel/seen.ts';

/** Figures of this process since its start. docs/how-to/operate.md names them all. */
export interface Metrics {
  registry: Registry;
  requestSeen(request: RequestSeen): void;
  jobSeen(job: JobSeen): void;
}

/** From an answer out of memory to an upload over a bad line. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const jobBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];

export function createMetrics({ version }: { version: string }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'dandelion_build_info',
    help: 'Always 1. The version that runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1);
  const requests = new Counter({
    name: 'dandelion_http_requests_total',
    help: 'Requests that have ended, by the pattern of their route. 499: who asked went away.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'dandelion_http_request_duration_seconds',
    help: 'Time from the head of a request to the last byte of its answer.',
    labelNames: ['method', 'route'],
    buckets: requestBuckets,
    registers,
  });
  const jobs = new Counter({
    name: 'dandelion_jobs_total',
    help: 'Work in the background that has ended in this process. An analysis that says why it cannot be done is done.',
    labelNames: ['queue', 'outcome'],
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'dandelion_job_duration_seconds',
    help: 'Time that work in the background took.',
    labelNames: ['queue'],
    buckets: jobBuckets,
    registers,
  });
  return {
    registry,
    requestSeen({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, seconds);
    },
    jobSeen({ queue, outcome, seconds }) {
      jobs.inc({ queue, outcome });
      jobSeconds.observe({ queue }, seconds);
    },
  };
}
