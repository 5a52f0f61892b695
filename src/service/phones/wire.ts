/** The working door of phones. */
export { keepBindings, loadBindings, loadPhones } from "./phone.store.ts";
export { digestHash, openPhoneSecret, REALM, sealPhoneSecret } from "./phone-secret.effects.ts";
