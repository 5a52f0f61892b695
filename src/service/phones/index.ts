/** Phones: extensions, and where their devices can be reached (the registrar's decisions). */
export { type Phone, type PhoneBook, phoneAt, phoneBook, phonesShutOut } from "./phone.ts";
export { extensionFault, type PhoneRefusal } from "./phone-form.ts";
export {
  type Binding,
  EXPIRY_SECONDS,
  type RegisterRefusal,
  type RegisterWish,
  register,
  ringingOf,
} from "./registrar.ts";
export { readVisitPass, type VisitPass, writeVisitPass } from "./visit-pass.ts";
