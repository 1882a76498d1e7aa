export { createRowsExport } from './export-rows.ts';
export { importsRoutes } from './routes.ts';
export { runAnalysis } from './run-analysis.ts';
export { inThread, type StartAnalysis, type WorkerData, type WorkerLine } from './run-in-thread.ts';
export { createImports, type ImportsOptions, type ImportsService } from './service.ts';
