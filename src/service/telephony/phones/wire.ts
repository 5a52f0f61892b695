/** Composition of phones: routes, stores and secrets. */
export { addPhoneIn } from "./keep-phone.effects.ts";
export { addPhoneRoutes } from "./phone.routes.ts";
export { keepBindings, loadBindings, loadPhones, PHONES_MAX } from "./phone.store.ts";
export { digestHash, REALM, readablePhones, readableSittings, sealPhoneSecret } from "./phone-secret.effects.ts";
export { openSipPipes } from "./sip-pipe.effects.ts";
export { addSipPipe } from "./sip-pipe.routes.ts";
export { webSocketPortOf } from "./sip-pipe.store.ts";
export { addSoftphoneRoutes } from "./softphone-session.routes.ts";
export { loadSittings } from "./softphone-session.store.ts";
