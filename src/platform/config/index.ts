/** Configuration: environment variables in, one `Settings` value out. */
export { keyFromFile } from "./key-file.ts";
export {
  describeSettings,
  isLoopback,
  readSettings,
  type Settings,
  type SettingsRefusal,
} from "./settings.ts";
