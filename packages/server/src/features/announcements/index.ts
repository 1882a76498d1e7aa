export { announce } from './announce.ts';
export { type Announcements, createAnnouncements, type Receiver, type Told } from './tell.ts';
