const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether a text has the form of an email address; the server and a mail to it decide whether it exists. */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text);
}
