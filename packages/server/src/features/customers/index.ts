export type { CustomerData } from './export-customers.ts';
export { customersStep } from './move-steps.ts';
export { customersRoutes } from './routes.ts';
export { type CustomersService, createCustomers } from './service.ts';
