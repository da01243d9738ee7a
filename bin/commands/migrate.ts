import { migrate } from "../../lib/db/migrate";
import type { Command } from "./command";

export const migrateCommand: Command = {
  name: "migrate",
  summary: "bring the database to this version (npm start does it by itself)",
  usage: "",
  options: {},
  database: "open",
  async run() {
    const { applied } = await migrate();
    const lines = applied.length > 0 ? applied.map((name) => `Applied ${name}`) : ["The database is up to date."];
    return { json: { applied }, lines };
  },
};
