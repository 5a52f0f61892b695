/** The working door of phones. */
export { addPhoneRoutes } from "./phone.routes.ts";
export { keepBindings, loadBindings, loadPhones } from "./phone.store.ts";
export { digestHash, REALM, readablePhones, sealPhoneSecret } from "./phone-secret.effects.ts";
export { addSipPipe } from "./sip-pipe.routes.ts";
