import type { ReactNode } from "react";
import type { Permission } from "@/lib/auth/permissions";
import { consoleWords } from "@/lib/i18n/console/words";
import { Section } from "./page-header";

const words = consoleWords().people;

/** What each role may do, in words made from the permissions themselves. */
export function PeopleRoles({ owner, admin }: { owner: Permission[]; admin: Permission[] }) {
  return (
    <Section title={words.may.title}>
      <div className="mt-4 grid gap-x-10 gap-y-6 lg:grid-cols-3">
        <Part title={words.roles.owner} lead={words.may.owner}>
          <PermissionList permissions={owner} />
        </Part>
        <Part title={words.roles.admin} lead={words.may.admin}>
          <PermissionList permissions={admin} />
        </Part>
        <Part title={words.roles.member} lead={words.may.member} />
      </div>
    </Section>
  );
}

function Part({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <p className="mt-1 text-ink-muted">{lead}</p>
      {children}
    </div>
  );
}

export function PermissionList({ permissions }: { permissions: Permission[] }) {
  return (
    <ul className="mt-2 list-disc space-y-1 ps-5 text-ink-muted marker:text-field-line">
      {permissions.map((permission) => (
        <li key={permission}>{words.may.permissions[permission]}</li>
      ))}
    </ul>
  );
}
