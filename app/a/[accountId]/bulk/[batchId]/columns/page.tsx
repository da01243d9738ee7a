import type { Metadata } from "next";
import { BulkColumns } from "@/components/console/bulk-columns";
import { BulkDiscard } from "@/components/console/bulk-discard";
import { BulkSteps } from "@/components/console/bulk-steps";
import { PageHeader } from "@/components/console/page-header";
import { linkDays } from "@/lib/console/invite-form";
import { env } from "@/lib/env";
import { consoleWords } from "@/lib/i18n/console/words";
import { openDraft } from "../open-draft";
import { discardAction } from "../review/actions";
import { mapAction } from "./actions";

const words = consoleWords().bulk;

export const metadata: Metadata = { title: words.steps.columns };

export default async function ColumnsPage({ params }: { params: Promise<{ accountId: string; batchId: string }> }) {
  const { accountId, batchId } = await params;
  const { base, role, list, defaults, remembered, mayChange } = await openDraft(accountId, batchId, "/columns");
  const usual = env().inviteTtlDays;
  return (
    <>
      <BulkSteps current="columns" links={{ upload: `${base}/bulk` }} />
      <PageHeader title={words.columns.title(list.name)} lead={words.columns.lead} />
      <div className="mt-6">
        <BulkColumns
          type={list.type}
          rows={list.counts.total}
          columns={list.columns}
          remembered={remembered}
          fixed={!mayChange}
          defaults={{
            role: defaults.role ?? "",
            locale: defaults.locale ?? "",
            message: defaults.message ?? "",
            days: String(defaults.expiresInDays ?? usual),
            admin: role === "owner" || role === "admin",
            linkDays: linkDays(defaults.expiresInDays ?? usual),
          }}
          action={mapAction.bind(null, accountId, batchId)}
        />
        {mayChange ? (
          <div className="mt-4">
            <BulkDiscard action={discardAction.bind(null, accountId, batchId)} />
          </div>
        ) : null}
      </div>
    </>
  );
}
