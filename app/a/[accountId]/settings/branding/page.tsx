import type { Metadata } from "next";
import { BrandingForm } from "@/components/console/branding-form";
import { BrandingLogo } from "@/components/console/branding-logo";
import { pageAbove, SettingsNotActive, SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { readBrandingPage } from "@/lib/console/branding";
import { brandingTexts } from "@/lib/console/branding-form";
import { previewBranding } from "@/lib/console/branding-preview";
import { consoleWords } from "@/lib/i18n/console/words";
import { log } from "@/lib/log";
import { openConsole } from "../../gate";
import { changeBrandingAction } from "./actions";

const words = consoleWords().branding;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BrandingPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const { logo: said } = await searchParams;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, "/settings/branding");
  if (!permissions.has("branding:update")) return <SettingsNotYours account={account.name} />;
  if (status !== "active") {
    return (
      <SettingsPart title={words.title}>
        <SettingsNotActive name={account.name} status={status} href={pageAbove(account)} />
      </SettingsPart>
    );
  }
  const { view, inherited, logoFrom, brand } = await readBrandingPage(actor, id);
  const texts = brandingTexts(view);
  const preview = await previewBranding(actor, id, view).catch((error: unknown) => {
    // Branding can be changed without a picture of it.
    log.error("A preview could not be drawn", { error: String(error) });
    return null;
  });
  return (
    <SettingsPart title={words.title} lead={words.lead(account.name)}>
      <BrandingForm
        base={base}
        account={account.name}
        version={view.version}
        texts={texts}
        inherited={inherited}
        preview={preview}
        logo={
          <BrandingLogo
            action={`${base}/settings/branding/logo`}
            name={brand.name}
            colour={brand.colour}
            logo={brand.logo}
            own={view.logo !== null}
            from={logoFrom}
            said={typeof said === "string" ? said : null}
          />
        }
        action={changeBrandingAction.bind(null, accountId)}
      />
    </SettingsPart>
  );
}
