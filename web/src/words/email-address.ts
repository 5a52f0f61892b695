const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether a text may be an e-mail address; the server and the mail decide whether it is one. */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text);
}
