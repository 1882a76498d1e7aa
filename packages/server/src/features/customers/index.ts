export { customerTables } from './derive.sql.ts';
export { customersStep } from './move-steps.ts';
export { customersRoutes } from './routes.ts';
export { createCustomers } from './service.ts';
