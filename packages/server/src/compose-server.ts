import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { FastifyBaseLogger } from 'fastify';
import { composeEvents } from './compose-events.ts';
import { type Program, startPausing } from './compose-pausing.ts';
import { composePlan } from './compose-plan.ts';
import { composeSegments } from './compose-segments.ts';
import { addressesOf, type Stops, type Stores, startStores, unwind } from './compose-stores.ts';
import { composeTelling } from './compose-telling.ts';
import type { Config } from './config.ts';
import { migrateEngine } from './engines/clickhouse/migrate-engine.ts';
import { type DataFolder, openDataFolder } from './engines/data-folder.ts';
import { startJobs } from './engines/jobs/start-jobs.ts';
import { migrate } from './engines/postgres/migrate.ts';
import { openPool } from './engines/postgres/open-pool.ts';
import { startTracing } from './engines/tracing/start-tracing.ts';
import { accessRoutes, createAccess, createAttempts, newMachineKey } from './features/access/index.ts';
import { guessRoles, planningRoutes } from './features/analyses/index.ts';
import { announce } from './features/announcements/index.ts';
import { auditRoutes, createAudit } from './features/audit/index.ts';
import { settleRestore } from './features/backup/index.ts';
import { beliefEvidence, beliefsRoutes, beliefsToday, createBeliefs } from './features/beliefs/index.ts';
import { calendarRoutes, createCalendar } from './features/calendar/index.ts';
import { codingRoutes, createCoders, createCodes } from './features/codes/index.ts';
import { shippedCoders } from './features/coding/index.ts';
import { commentsRoutes, createComments } from './features/comments/index.ts';
import { consentRoutes, createConsents } from './features/consent/index.ts';
import { contradictionsRoutes, contradictionsToday, createContradictions } from './features/contradictions/index.ts';
import { createCustomers, customersRoutes, customersStep } from './features/customers/index.ts';
import { createDecisions, decisionEvidence, decisionsRoutes, decisionsToday } from './features/decisions/index.ts';
import { createExperiments, experimentRoutes, verdictEvidence, verdictsToday } from './features/experiments/index.ts';
import { createFollowUps, followUpEvidence, followUpsRoutes, followUpsToday } from './features/follow-ups/index.ts';
import { createImports, createRowsExport, importsRoutes, inThread } from './features/imports/index.ts';
import {
  createLearnings,
  createNotes,
  learnInThread,
  learningEvidence,
  learningsRoutes,
} from './features/learnings/index.ts';
import { createMeetings, meetingsRoutes } from './features/meetings/index.ts';
import { createMetrics, metricsRoutes } from './features/metrics/index.ts';
import { createPreferences, preferencesRoutes } from './features/preferences/index.ts';
import { createProposals, draftsToday, proposalEvidence, proposalsRoutes } from './features/proposals/index.ts';
import { createRituals, ritualsRoutes } from './features/rituals/index.ts';
import { createShares, sharesRoutes } from './features/shares/index.ts';
import { createToday, todayRoutes } from './features/today/index.ts';
import { createUploads, uploadsRoutes } from './features/uploads/index.ts';
import { webhooksRoutes } from './features/webhooks/index.ts';
import { createWorkflows } from './features/workflows/index.ts';
import { createDeletion, createWorkspace, workspaceRoutes } from './features/workspace/index.ts';
import { createServer } from './http/create-server.ts';
import { listen, reachableHere } from './http/listen.ts';
import { lookAtParts } from './http/look-at-parts.ts';
import { ownNames } from './http/own-names.ts';
import { dayIn } from './kernel/day-in.ts';
import type { Log } from './kernel/log.ts';
import { answering } from './kernel/readiness.ts';
import type { Route } from './kernel/route.ts';
import { createSealer } from './kernel/sealed.ts';
import { sampleFile } from './sample/sample-file.ts';
import { version } from './version.ts';

/** The wiring of the server: which engine fulfils which port, which feature knows which other. */

/** Files beside the bundle. */
const beside = (name: string) => new URL(`./${name}`, import.meta.url);
const uploadDays = 30;
const now = () => new Date();

export interface RunningServer {
  url: string;
  /** A link that signs in the owner once; null when an owner signs in with a password, so that none need lie around. */
  firstLink(): Promise<string | null>;
  stop(): Promise<void>;
  /** Rejects when it ended by itself: it could not begin again after a restore. */
  broken: Promise<never>;
}

async function openRecords({ url, engine }: Stores, data: DataFolder, log: Log, stops: Stops) {
  const pool = await openPool(url, log);
  stops.push(() => pool.end());
  await settleRestore(pool, data.path);
  await migrate(pool, fileURLToPath(beside('migrations')));
  await migrateEngine(engine, pool, fileURLToPath(beside('migrations-of-events')));
  return drizzle(pool);
}

interface OwnProgram extends Program {
  ownerLink(options?: { endSecondFactor?: boolean }): Promise<string>;
  firstLink(): Promise<string | null>;
}

interface Ground {
  config: Config;
  data: DataFolder;
  stores: Stores;
  log: FastifyBaseLogger;
  /** Where people reach the server, once it listens. */
  url: () => string;
}

/** The features on their ports, which know of each other what is handed to them here. */
async function composeFeatures({ config, data, stores, log, url }: Ground, stops: Stops) {
  const { url: databaseUrl, engine, postgres } = stores;
  const records = await openRecords(stores, data, log, stops);
  const audit = createAudit({ records, headFile: data.auditHeads, log, now });
  await audit.start();
  stops.push(() => audit.stop());
  const metrics = createMetrics({ version });
  const jobs = await startJobs({ url: databaseUrl, log, seen: metrics.jobSeen });
  stops.push(() => jobs.stop());

  const secret = (name: string) => data.secret(name);
  const workspace = createWorkspace({ records });
  const today = async () => dayIn((await workspace.read()).timeZone, now());
  const beliefs = createBeliefs({ records, engine, log, now, today });
  const workflows = createWorkflows({ records, now });
  const telling = await composeTelling({
    ...{ config, records, secret, log, now, url },
    receivers: [beliefs.onJudged, workflows.onAnnounced],
  });
  const machineKey = newMachineKey();
  const access = createAccess({
    ...{ records, now, url, mail: telling.mail, machineKey: machineKey.hash },
    sealer: createSealer(secret('members')),
    onJoined: (tx, member) => announce(tx, { type: 'member.joined', data: { member } }),
  });
  const experiments = createExperiments({ records });
  const shares = createShares({
    ...{ records, now, url, attempts: createAttempts({ records, now }) },
    ...{ readExperiment: experiments.read, readWorkspace: workspace.read },
  });
  const comments = createComments({ records, now });
  const uploads = createUploads({
    ...{ records, engine, guessRoles, now },
    folder: data.folders.uploads,
    limitBytes: config.uploadLimit,
    keepDays: uploadDays,
    keepAll: async () => (await workspace.read()).keepUploads,
  });
  const startAnalysis = inThread({
    ...{ script: beside('worker.js'), databaseUrl, engine: () => engine.connection(), log },
    ...{ unitKey: secret('unit-ids'), version },
  });
  const imports = createImports({
    ...{ records, engine, jobs, uploads, startAnalysis, log, now },
    sampleFile: sampleFile(),
  });
  const learner = learnInThread({ script: beside('learner.js'), databaseUrl, log });
  stops.push(() => learner.stop());
  const learnings = createLearnings({
    ...{ records, jobs, learner, log, now },
    async learned(found) {
      await beliefs.resolveByLearnings(found);
      await contradictions.look();
    },
  });
  const level = async () => (await workspace.read()).methods.level;
  const coding = { coders: createCoders({ records, now }), codes: createCodes({ records, now, level }) };
  const proposals = createProposals({
    ...{ records, now, readLearnings: learnings.read, readWorkspace: workspace.read },
    // Nobody's belief is told by what is proposed.
    openAssumptions: async () => (await beliefs.openAtStake()).map((one) => ({ ...one, probability: 0.5 })),
    levelsOfCoder: (id) => shippedCoders.find((coder) => coder.id === id)?.levels ?? [],
  });
  const notes = createNotes({ records, now });
  const contradictions = createContradictions({
    ...{ records, log, now, readLearnings: learnings.read, readNotes: notes.list, readBeliefs: beliefs.readAll },
    ...{ readValuer: proposals.valuer, draft: proposals.drafts.createFor },
  });
  const plan = composePlan({
    ...{ records, workflows, log, now, today, url, attempts: createAttempts({ records, now }) },
    readWorkspace: workspace.read,
  });
  stops.push(() => plan.stop());
  const segments = composeSegments({ records, engine, log, now });
  const sources = [
    ...plan.evidence,
    ...[verdictEvidence(records), beliefEvidence(records), learningEvidence(learnings.read)],
    ...[proposalEvidence(proposals.list), followUpEvidence(records), decisionEvidence(records)],
  ];
  const meetings = createMeetings({ records, sources, log, now });
  stops.push(() => meetings.stop());
  const followUps = createFollowUps({ records, now });
  const todaySources = [
    ...[...plan.today, followUpsToday(records), decisionsToday(records), beliefsToday(records)],
    ...[verdictsToday(records), contradictionsToday(records), draftsToday(records)],
  ];
  const needs = createToday({ records, sources: todaySources, readWorkspace: workspace.read, log, now });
  const events = await composeEvents({ records, stores, steps: [customersStep], secret, log, now });
  stops.push(() => events.stop());
  const customers = createCustomers({
    records,
    engine,
    now,
    betweenWindows: events.betweenWindows,
    relinked: events.relinked,
    alsoKept: [],
  });
  const look = lookAtParts({
    ...events.parts,
    records: answering(postgres?.state ?? jobs.state, () => records.$client.query('SELECT 1')),
    jobs: jobs.state,
    analytics: answering(engine.state, () => engine.rows({ sql: 'SELECT 1' })),
  });
  return {
    ...{ records, audit, metrics, jobs, telling, machineKey, look },
    ...{ access, workspace, experiments, shares, comments, beliefs, uploads, imports, learnings },
    ...{ coding, proposals, notes, contradictions, meetings, followUps, plan, needs, events, customers, segments },
  };
}

type Features = Awaited<ReturnType<typeof composeFeatures>>;

function routesOf(features: Features, { config, data, stores: { engine }, log, url }: Ground): Route[] {
  const { records, audit, metrics, jobs, telling, look, workspace, experiments, uploads, imports } = features;
  const deleteAll = createDeletion({
    ...{ records, headFile: data.auditHeads, log, now },
    removeRest: [imports.forgetAll, uploads.forgetAll, features.events.forgetAll],
  });
  return [
    ...accessRoutes(features.access, { mail: telling.mail.available }),
    ...workspaceRoutes({
      ...{ workspace, uploadDays, uploadLimit: config.uploadLimit, deleteAll },
      isEmpty: async () => (await experiments.isEmpty()) && (await features.plan.isEmpty()),
    }),
    ...uploadsRoutes(uploads),
    ...importsRoutes(imports, { now, exportRows: createRowsExport({ records, engine }) }),
    ...experimentRoutes({ experiments }),
    ...learningsRoutes(features.learnings, features.notes),
    ...codingRoutes(features.coding),
    ...proposalsRoutes(features.proposals),
    ...contradictionsRoutes(features.contradictions),
    ...sharesRoutes(features.shares),
    ...commentsRoutes(features.comments),
    ...beliefsRoutes(features.beliefs),
    ...preferencesRoutes(createPreferences({ records, now })),
    ...ritualsRoutes(createRituals({ records, now })),
    ...meetingsRoutes(features.meetings),
    ...decisionsRoutes(createDecisions({ records, now })),
    ...followUpsRoutes(features.followUps),
    ...calendarRoutes(createCalendar({ records, now, url, attempts: createAttempts({ records, now }) })),
    ...features.plan.routes,
    ...features.events.routes,
    ...customersRoutes(features.customers),
    ...consentRoutes(createConsents({ records, now, ...features.events.consent, idsOf: features.customers.idsOf })),
    ...features.segments.routes,
    ...todayRoutes(features.needs),
    ...webhooksRoutes(telling.webhooks),
    ...planningRoutes({ methods: async () => (await workspace.read()).methods }),
    ...auditRoutes(audit),
    ...metricsRoutes(metrics, {
      ...{ records, engine, pool: records.$client, jobCounts: jobs.counts, dataFolder: data.path },
      parts: async () => (await look()).parts,
    }),
  ];
}

/** All that runs on the databases. */
async function startProgram(ground: Omit<Ground, 'url'>, stops: Stops): Promise<OwnProgram> {
  const { config, data, log } = ground;
  let url = '';
  const whole: Ground = { ...ground, url: () => url };
  const features = await composeFeatures(whole, stops);
  const { access, beliefs, uploads, imports, telling, jobs } = features;
  await jobs.work('sweep', 1, async () => {
    await Promise.all([
      uploads.sweep(),
      access.sweep(),
      telling.sweep(),
      beliefs.resolveDue(),
      features.meetings.sweep(),
      features.plan.sweep(),
      features.customers.settle(),
      features.followUps.sweep(),
    ]);
    await features.segments.sweep();
    await features.contradictions.look();
  });
  await jobs.schedule('sweep', '17 * * * *');
  await features.learnings.start();
  await imports.start();
  stops.push(() => imports.stop());

  const server = await createServer({
    routes: routesOf(features, whole),
    tracking: features.events.tracking,
    ...{ look: features.look, seen: features.metrics.requestSeen },
    ...{
      webFolder: fileURLToPath(beside('web')),
      sdkFolder: fileURLToPath(beside('sdk')),
      log,
      version,
      trustProxy: config.trustProxy,
    },
    hosts: ownNames(config),
    callerOf: access.callerOf,
    secure: config.publicUrl?.startsWith('https:') ?? false,
  });
  stops.push(() => server.close());
  const local = await listen(server, config);
  url = config.publicUrl ?? local;
  telling.start();
  stops.push(() => telling.stop());
  void features.plan.warm();
  data.writeKey({ url: reachableHere(local), key: features.machineKey.token });
  const { ownerLink, ownerHasWayIn } = access.members;
  const firstLink = async () => ((await ownerHasWayIn()) ? null : ownerLink());
  return { url, port: Number(new URL(local).port), shut: () => server.close(), ownerLink, firstLink };
}

/** Starts everything, or nothing. */
export async function composeServer(config: Config, log: FastifyBaseLogger): Promise<RunningServer> {
  const lasting: Stops = [];
  try {
    if (config.tracing !== null) {
      const tracing = await startTracing({ ...config.tracing, version, log });
      lasting.push(() => tracing.stop());
    }
    const data = await openDataFolder(config.dataFolder);
    lasting.push(() => data.release());
    const stores = await startStores(config, data, log, lasting);
    const program = await startPausing(config.host, (stops, port) =>
      startProgram({ config: { ...config, port: port ?? config.port }, data, stores, log }, stops),
    );
    lasting.push(() => program.stop());
    data.answer({
      status: () => program.current().url,
      'owner-link': () => program.current().ownerLink(),
      'owner-link-without-second-factor': () => program.current().ownerLink({ endSecondFactor: true }),
      stores: () => JSON.stringify(addressesOf(stores)),
      pause: program.pause,
    });
    const broken = program.broken.catch(async (error) => {
      await unwind(lasting);
      throw error;
    });
    broken.catch(() => {});
    return {
      url: program.current().url,
      firstLink: () => program.current().firstLink(),
      broken,
      stop: () => unwind(lasting),
    };
  } catch (error) {
    await unwind(lasting);
    throw error;
  }
}
