import type { Words } from "./words";

const NOT_EXPECTED =
  "お心当たりがない場合：承諾するまで何も起こりません。同じページで辞退するか、このメールをそのままにしてください。";

export const ja: Words = {
  dir: "ltr",
  greeting: "{name} 様",
  greetingNobody: "こんにちは。",
  writes: "{inviter} からのメッセージ：",
  ends: "このリンクは {ends} まで有効です。",
  address: "ボタンが使えない場合は、次のアドレスを開いてください。",
  recipient: "このメールは {email} 宛てです。",
  questions: "お問い合わせ：",
  stop: "今後、リマインドを受け取らない",
  more: { by: "more", other: "ほか {more} 件" },
  tally: { invited: "招待済み", skipped: "対象外", failed: "失敗" },
  sample: {
    subject: "テスト：{subject}",
    note: "これは見本です。内容は架空のもので、リンクの先はすべて開始ページです。",
  },
  letters: {
    "invite-business": {
      subject: "{inviter} より {account} 開設のご招待",
      preheader: "リンクは {ends} まで有効です。1 分ほどで終わります。",
      title: "{inviter} より、{parent} での {account} 開設のご招待です",
      body: ["承諾すると {parent} に {account} が開設され、あなたがそのオーナーになります。1 分ほどで終わります。"],
      button: "{account} を開設する",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} より、{account} 開設のご招待です",
        body: ["承諾すると {account} が開設され、あなたがそのオーナーになります。1 分ほどで終わります。"],
      },
    },
    "invite-user": {
      subject: "{inviter} より {account} へのご招待",
      preheader: "リンクは {ends} まで有効です。1 分ほどで終わります。",
      title: "{inviter} より、{account} へのご招待です",
      body: ["承諾すると {account} のメンバーになり、{email} でサインインできます。1 分ほどで終わります。"],
      button: "{account} に参加する",
      unexpected: NOT_EXPECTED,
      plain: { subject: "{account} へのご招待", title: "{account} へのご招待が届いています" },
    },
    "invite-link-again": {
      subject: "{account} へのリンク",
      preheader: "以前と同じリンクで、{ends} まで有効です。",
      title: "{account} へのリンクをもう一度お送りします",
      body: ["{inviter} からの招待が別のブラウザーで開かれ、リンクの再送が求められました。以前と同じリンクです。"],
      button: "招待を開く",
      unexpected: "お心当たりがない場合は、このメールをそのままにしてください。何も変わっていません。",
    },
    "invite-cancelled": {
      subject: "{account} への招待は取り消されました",
      preheader: "以前のメールのリンクは使えなくなりました。何もしていただく必要はありません。",
      title: "{account} への招待は取り消されました",
      body: [
        "{by} が招待を取り消したため、以前のメールのリンクは使えなくなりました。何もしていただく必要はありません。",
        "間違いだと思われる場合は、{inviter} にお問い合わせください。",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "{invitee} への招待は取り消されました",
      preheader: "{by} が取り消しました。リンクは使えなくなりました。",
      title: "{invitee} への招待は取り消されました",
      body: [
        "{by} が {inviteeEmail} の {account} への招待を取り消しました。リンクは使えなくなりました。",
        "いつでももう一度招待できます。",
      ],
      button: "招待を見る",
    },
    "invite-declined": {
      subject: "{invitee} が招待を辞退しました",
      preheader: "{account} への招待です。いつでももう一度招待できます。",
      title: "{invitee} が {account} への招待を辞退しました",
      body: ["{inviteeEmail} 宛ての招待です。リンクは使えなくなりました。いつでももう一度招待できます。"],
      button: "招待を見る",
    },
    "invite-accepted": {
      subject: "{invitee} が招待を承諾しました",
      preheader: "{inviteeEmail} は {account} にサインインできるようになりました。",
      title: "{invitee} が {account} への招待を承諾しました",
      body: ["{inviteeEmail} は {account} にサインインできるようになりました。ほかに必要な操作はありません。"],
      button: "招待を見る",
    },
    "invite-requested": {
      subject: "{invitee} が新しいリンクを希望しています",
      preheader: "{account} への招待は、使われる前に期限が切れました。",
      title: "{invitee} が {account} への新しいリンクを希望しています",
      body: [
        "{inviteeEmail} 宛ての招待は、使われる前に期限が切れました。古いリンクが開かれ、新しいリンクの送信が求められました。",
      ],
      button: "新しいリンクを送る",
      unexpected: "送らない場合は、このメールをそのままにしてください。古いリンクは無効のままです。",
    },
    "invite-reminder": {
      subject: "リマインダー：{inviter} より {account} へのご招待",
      preheader: "招待は {ends} まで有効です。",
      title: "{account} への招待は、まだお受けいただけます",
      body: [
        "{inviter} からの招待に、まだお返事をいただいていません。ボタンのリンクは最初のメールと同じで、承諾は 1 分ほどで終わります。",
      ],
      button: "招待を開く",
      unexpected: "お心当たりがない場合は、同じページで辞退するか、このメールをそのままにしてください。",
      plain: {
        subject: "リマインダー：{account} へのご招待",
        body: [
          "招待にまだお返事をいただいていません。ボタンのリンクは最初のメールと同じで、承諾は 1 分ほどで終わります。",
        ],
      },
    },
    "invitations-expired": {
      subject: { by: "count", other: "{count} 件の招待が返答のないまま終了しました" },
      preheader: "{account}：{names}",
      title: { by: "count", other: "{account} からの招待 {count} 件が、返答のないまま終了しました" },
      body: [{ by: "count", other: "リンクは使えなくなりました。いつでももう一度招待できます。" }],
      button: "招待を見る",
    },
    "batch-finished": {
      subject: "{batchName} の招待が終わりました",
      preheader: "{total} 名のうち {invited} 名を招待しました。",
      title: "{batchName} の招待が終わりました",
      body: [{ by: "total", other: "リストの {total} 名についての結果です。" }],
      button: "リストを見る",
      unexpected:
        "対象外は、すでに招待済み・参加済みの方、またはリスト内で重複していた方です。失敗の理由はリストで確認できます。",
    },
    "address-confirm": {
      subject: "新しいサインイン用アドレスの確認",
      preheader: "このメールボックスがご自身のものであると確認されるまで、何も変わりません。",
      title: "このアドレスがご自身のものか、ご確認ください",
      body: [
        "{account} の {person} 様が、今後 {newEmail} でサインインするための確認です。このメールボックスがご自身のものであると確認されるまで、何も変わりません。",
      ],
      button: "このアドレスを確認する",
      unexpected:
        "お心当たりがない場合は、このメールをそのままにしてください。お使いのアドレスで誰かがサインインできるようになることはありません。",
    },
    "address-consent": {
      subject: "サインイン用アドレスの変更に同意されますか",
      preheader: "{by} からの申し出です。同意されないかぎり、何も変わりません。",
      title: "サインイン用アドレスを {newEmail} に変更してよろしいですか",
      body: [
        "{by} から、今後 {account} には {oldEmail} ではなく {newEmail} でサインインしていただきたいとの申し出がありました。",
        "同意されないかぎり、何も変わりません。",
      ],
      button: "変更に同意する",
      second: { text: "同意されない場合：", label: "{oldEmail} のままにする" },
      unexpected:
        "判断に迷う場合は、まず {by} に、以前からご存じの方法でお確かめください。このメールをそのままにしても、何も変わりません。",
    },
    "address-changing": {
      subject: "サインイン用アドレスの変更手続き中です",
      preheader: "ご自身による手続きの場合、必要な操作はありません。お心当たりがなければ、このメールから止められます。",
      title: "サインイン用アドレスが {newEmail} に変わります",
      body: [
        "{account} へのサインインを {oldEmail} から {newEmail} に変える手続きがありました。新しいメールボックスで確認されると、変更されます。",
        "ご自身による手続きの場合、ここで必要な操作はありません。",
      ],
      button: "手続きした覚えがない：変更を止める",
    },
    "address-changed": {
      subject: "サインイン用アドレスが変更されました",
      preheader: "ご自身で変更された場合、必要な操作はありません。お心当たりがなければ、このメールから元に戻せます。",
      title: "サインイン用アドレスは {newEmail} になりました",
      body: [
        "{changed} にアドレスが変更されました。{oldEmail} では {account} にサインインできなくなり、すべてのセッションからサインアウトしました。",
        "ご自身で変更された場合、必要な操作はありません。",
        "お心当たりがない場合は、元に戻してください。再び {oldEmail} でサインインするようになり、すべてのセッションが終了し、パスワードは無効になります。新しいパスワードを設定するリンクは、このメールボックスに届きます。",
      ],
      button: "変更した覚えがない：元に戻す",
    },
    "ownership-offered": {
      subject: "{by} より {account} のオーナー就任のお願い",
      preheader: "お申し出の期限は 1 週間です。承諾するまで何も変わりません。",
      title: "{by} より、{account} のオーナーになっていただきたいとのお願いです",
      body: [
        "承諾すると、あなたが {account} のオーナーになります。メンバーや、その下に開設するアカウントを決められます。現在のオーナーは管理者になります。お申し出の期限は 1 週間です。",
      ],
      button: "内容を見る",
      unexpected:
        "お心当たりがない場合や、お引き受けにならない場合は、このメールをそのままにしてください。承諾するまで何も変わりません。",
    },
    "password-reset": {
      subject: "新しいパスワードの設定",
      preheader: "リンクは {ends} まで有効です。",
      title: "新しいパスワードを設定してください",
      body: ["{email} の新しいパスワードが求められました。"],
      button: "パスワードを設定する",
      unexpected: "お心当たりがない場合は、このメールをそのままにしてください。パスワードは変わりません。",
    },
    "password-changed": {
      subject: "パスワードが変更されました",
      preheader: "ほかのすべてのセッションからサインアウトしました。ご自身で変更された場合、必要な操作はありません。",
      title: "パスワードが変更されました",
      body: ["{changed} に {email} のパスワードが変更され、ほかのすべてのセッションからサインアウトしました。"],
      button: "変更した覚えがない：再設定する",
      unexpected: "ご自身で変更された場合、必要な操作はありません。",
    },
  },
};
