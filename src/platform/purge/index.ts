/** Deletes expired sessions, mailed links, invitations, mails and jobs, by dated retention rules. */
export { followPurge } from "./purge.jobs.ts";
