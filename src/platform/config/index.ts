/** Configuration: environment variables in, one `Settings` value out. */
export {
  describeSettings,
  isLoopback,
  readSettings,
  type Settings,
  type SettingsRefusal,
} from "./settings.ts";
