export { createMail, type MailService } from './service.ts';
