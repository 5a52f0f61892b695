/** The working door of phones. */
export { keepBindings, loadBindings, loadPhones } from "./phone.store.ts";
export { digestHash, REALM, readablePhones, sealPhoneSecret } from "./phone-secret.effects.ts";
