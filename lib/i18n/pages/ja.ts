import type { PageMessages } from "@/lib/i18n/pages/shape";

const SOMEONE = "招待した方";

/** The honorific that fits a person and a company alike; a description takes none. */
const sama = (name: string) => (name === SOMEONE ? name : `${name}様`);

export const ja: PageMessages = {
  common: {
    working: "処理しています",
    summary: "まだ送信されていません。次の項目をご確認ください。",
    email: "メールアドレス",
    password: "パスワード",
    newPassword: "新しいパスワード",
    passwordHelp: "8文字以上",
    firstName: "名",
    lastName: "姓",
    familyNameFirst: true,
    signIn: "サインイン",
    backToSignIn: "サインインに戻る",
    toStart: "トップページへ",
    privacy: "データの取り扱いについて",
    privacyBody:
      "お名前とメールアドレスは、このFoyerの運営者が保管します。パスワードは元に戻せないハッシュとしてのみ保存され、誰も読むことができません。",
    privacyInvite: ({ inviter, account }) =>
      `お名前とメールアドレスは${account}のために保管され、アカウントの管理者が閲覧できます。${sama(inviter)}には、このページが開かれたこととご回答が伝わります。パスワードは元に戻せないハッシュとしてのみ保存され、誰も読むことができません。`,
    passwordWords: {
      show: "表示",
      hide: "隠す",
      missing: "あと{count}文字必要です",
      missingOne: "あと1文字必要です",
      plain: "十分な長さです。もう少し長くすると、より安全です",
      good: "よい長さです",
    },
  },
  errors: {
    email_invalid: "メールアドレスを入力してください（例：ana@bakery.com）",
    required: "入力してください",
    too_long: "長すぎます",
    password_required: "パスワードを設定してください",
    password_too_weak: "8文字以上で、よく使われるものではないパスワードを設定してください",
    sign_in_failed:
      "メールアドレスとパスワードの組み合わせが正しくありません。両方をご確認のうえ、もう一度お試しください。",
    rate_limited: "試行回数が多すぎます。10分ほど待ってから、もう一度お試しください。",
    setup_code_wrong: "前回の起動時に表示されたコードと一致しません",
    already_set_up: "Foyerはすでに設定済みです。サインインしてください。",
    token_used: "このリンクは使用済みか、新しいリンクが送信されています。",
    token_invalid: "リンクが不完全です。メールからもう一度開いてください。",
    email_taken: "このアドレスは現在ほかの方のサインインに使われているため、変更されませんでした。",
    too_many_memberships:
      "このアドレスで待っているものを合わせると、1つの登録で持てるアカウントの数を超えます。何も変更されていません。",
    login_required: "このアドレスはすでに登録されています。そのパスワードでサインインしてください。",
    password_not_allowed: "このアドレスはすでに登録されています。そのパスワードでサインインしてください。",
    wrong_account: "別の方としてサインインしています。",
    account_suspended: "このアカウントは停止中のため、現在は参加できません。",
    cross_site: "別のサイトからのフォームだったため、送信されませんでした。メールのリンクをもう一度開いてください。",
    unavailable: "現在データベースに接続できません。何も変更されていません。1分ほど待ってからお試しください。",
    internal: "こちらで問題が発生しました。入力内容は残っていますので、もう一度お試しください。",
  },
  login: {
    title: "Foyerにサインイン",
    forgot: "パスワードをお忘れですか",
    passwordChanged: "パスワードを変更しました。新しいパスワードでサインインしてください。",
    addressChanged: "サインイン用アドレスを変更しました。新しいアドレスでサインインしてください。",
  },
  setup: {
    title: "Foyerの初期設定",
    lead: "最初のアカウントの所有者となり、すぐに招待を始められます。",
    code: "設定コード",
    codeHelp: "Foyerを起動した画面に表示されています",
    accountName: "会社名・屋号",
    accountHelp: "招待メールに表示されます",
    submit: "Foyerを開く",
  },
  forgot: {
    title: "パスワードをお忘れですか",
    lead: "新しいパスワードを設定するリンクをメールでお送りします。",
    submit: "リンクを送る",
    sentTitle: "メールをご確認ください",
    sentBody: (email) =>
      `${email}が登録されている場合、新しいパスワードを設定するリンクをお送りしました。リンクは1回だけ使えます。`,
  },
  reset: {
    title: "新しいパスワードの設定",
    lead: "変更すると、ほかの端末からはサインアウトされます。",
    submit: "パスワードを変更",
    dead: {
      title: "このリンクは使えません",
      body: "使用済みか、期限切れか、新しいリンクが送信されています。",
    },
    askAgain: "新しいリンクを送る",
  },
  verify: {
    confirm: {
      title: (newEmail) => `${newEmail}でサインインする`,
      body: ({ name, account }) => `今後、${account}の${name}様がこのアドレスでサインインします。`,
      bodyPlain: (account) => `今後、${account}の所有者がこのアドレスでサインインします。`,
      asked: (by) => `${by}様からのお申し出です。`,
      effect: "確認すると、これまでのアドレスではサインインできなくなり、すべてのセッションが終了します。",
      consentToo: "確認のあと、これまでのアドレスのメールボックスでの同意も必要です。",
      submit: "このアドレスを使う",
      unexpected: "お心当たりがない場合は、このページを閉じてください。何も変わりません。",
    },
    consent: {
      title: (newEmail) => `サインイン用アドレスを${newEmail}に変更してよろしいですか`,
      body: ({ by, account, oldEmail }) =>
        `${by}様から、今後${account}には${oldEmail}ではなく、このアドレスでサインインしていただきたいとのお申し出です。`,
      effect: "同意すると、すぐに変更され、すべてのセッションが終了します。",
      confirmToo: "同意すると、新しいメールボックスで確認されしだい変更されます。",
      submit: "変更に同意する",
      refuse: "変更しない",
    },
    stop: {
      title: (newEmail) => `${newEmail}への変更を止めますか`,
      body: (oldEmail) => `これまでどおり${oldEmail}でサインインします。ほかのメールのリンクは使えなくなります。`,
      submit: "変更を止める",
    },
    undo: {
      title: (oldEmail) => `${oldEmail}に戻しますか`,
      lead: "変更に心当たりがない場合の操作です。元に戻すと、次のようになります。",
      restored: ({ newEmail, oldEmail }) =>
        `再び${oldEmail}でサインインするようになり、${newEmail}は使えなくなります。`,
      sessions: "すべての端末でセッションが終了します。",
      password: (oldEmail) => `パスワードは無効になり、新しいパスワードを設定するリンクが${oldEmail}に届きます。`,
      submit: "アドレスを元に戻す",
    },
    done: {
      verified: {
        title: "サインイン用アドレスを変更しました",
        body: "すべてのセッションが終了しました。新しいアドレスでサインインしてください。パスワードはこれまでと同じです。",
      },
      consent_required: {
        title: "アドレスを確認しました",
        body: "これまでのアドレスのメールボックスにメールが届いています。そちらで同意されると、新しいアドレスでサインインできます。",
      },
      verification_required: {
        title: "変更に同意しました",
        body: "新しいメールボックスにメールが届いています。そちらでアドレスが確認されるまで、何も変わりません。",
      },
      stopped: {
        title: "変更を止めました",
        body: "これまでのアドレスでサインインできます。変更の手続きにはパスワードが使われています。心当たりがない場合は、すぐに新しいパスワードを設定してください。",
      },
      kept: {
        title: "何も変更していません",
        body: "これまでのアドレスでサインインできます。この変更に関するリンクは使えなくなりました。",
      },
      undone: {
        title: "アドレスを元に戻しました",
        body: "すべてのセッションが終了し、これまでのパスワードは使えません。新しいパスワードを設定するリンクをメールでお送りしました。",
      },
    },
    newPassword: "新しいパスワードを設定する",
    dead: {
      used: {
        title: "このリンクは使えません",
        body: "使用済みか、取り消されたか、新しい手続きに置き換えられています。リンクを開いても何も変わっていません。",
      },
      overtaken: {
        title: "止める変更はもうありません",
        body: "変更は取り消されたか置き換えられたか、すでに完了しています。完了している場合は、このメールボックスに届いた新しいメールから元に戻せます。",
      },
      expired: {
        title: "リンクの有効期限が過ぎています",
        body: "何も変わっていません。サインインすると、もう一度変更の手続きができます。",
      },
      tooLate: {
        title: "リンクの有効期限が過ぎています",
        body: "アドレスを元に戻せるのは72時間以内でした。変更に心当たりがない場合は、アカウントの管理者にお知らせください。",
      },
    },
  },
  unsubscribe: {
    title: (account) => `${account} からのメールを停止しますか`,
    body: ({ email, account }) =>
      `${email} には、${account} からの招待に関するメールが届かなくなります。リマインドも届きません。`,
    stays: "招待そのものは有効なままで、リンクはこれまでどおり使えます。",
    submit: (account) => `${account} からの招待に関するメールを停止する`,
    done: {
      title: (account) => `${account} からのメールを停止しました`,
      body: ({ email, account }) =>
        `今後、招待に関するメールは ${email} に届きません。招待そのものは、リンクからこれまでどおりお受けいただけます。再開をご希望の場合は、${account} にお問い合わせください。`,
    },
    invalid: {
      title: "リンクが不完全です",
      body: "一部が欠けている可能性があるため、何も変わっていません。メールからもう一度開くか、お使いのメールソフトが差出人の横に表示する配信停止をご利用ください。",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) =>
      `${sama(inviter)}から、${parent}で${account}を開設するご招待が届いています`,
    user: ({ inviter, account }) => `${sama(inviter)}から、${account}へのご招待が届いています`,
    businessPlain: ({ account, parent }) => `${parent}から、${account}を開設するご招待が届いています`,
    userPlain: (account) => `${account}へのご招待が届いています`,
    userAs: ({ role }) => (role === "admin" ? "管理者として" : "メンバーとして"),
    forEmail: (email) => `${email} 宛て`,
    until: (moment) => `リンクの有効期限：${moment}`,
    open: (account) => `${account}を開設する`,
    join: (account) => `${account}に参加する`,
    hasLogin: (email) => `${email}はすでに登録されています。そのパスワードで招待を承諾できます。`,
    signedInAs: (email) => `${email}としてサインインしています。`,
    unsure: "心当たりがありませんか",
    decline: "辞退する",
    ask: (inviter) => `${sama(inviter)}に確認する`,
    other: {
      title: ({ invited, signedIn }) => `この招待は${invited}宛てですが、現在${signedIn}としてサインインしています`,
      body: "まだ何も決まっていません。どちらを選んでも招待は有効なままです。",
    },
    switchAccount: "アカウントを切り替える",
    stayAs: (email) => `${email}のまま続ける`,
  },
  decline: {
    title: "この招待を辞退しますか",
    body: (inviter) => `リンクは使えなくなり、${sama(inviter)}に通知されます。あらためて招待を受けることはできます。`,
    submit: "辞退する",
    back: "招待に戻る",
    done: {
      title: "招待を辞退しました",
      body: (inviter) =>
        `${sama(inviter)}に通知しました。このページは閉じて構いません。お気持ちが変わったときは、新しい招待をご依頼ください。`,
    },
  },
  ask: {
    title: (inviter) => `本当に${sama(inviter)}からの招待ですか`,
    body: ({ inviter, account }) =>
      `対面、電話、ご自身で書いたメールなど、すでにご存じの連絡方法で、${account}に招待したかどうかを${sama(inviter)}にご確認ください。その間、招待はこのままお待ちしています。`,
    report: "承諾するまで何も起こりません。心当たりがないとの返事なら、辞退してください。",
  },
  again: {
    title: "招待はメールに届いています",
    body: "このブラウザーにはリンクの情報がありません。招待されたアドレスに同じリンクをもう一度お送りできます。",
    submit: "リンクをもう一度送る",
    sent: {
      title: "メールをご確認ください",
      body: "招待がまだ有効な場合、招待されたアドレスにリンクをお送りしました。",
    },
  },
  welcome: {
    title: (account) => `${account}へようこそ`,
    owner: (account) => `${account}を開設しました。所有者はあなたです。サインインしています。`,
    admin: (account) => `${account}の管理者になりました。サインインしています。`,
    member: (account) => `${account}のメンバーになりました。サインインしています。`,
    next: {
      owner: ["一緒に働く方を招待する", "承諾の状況を見る"],
      admin: ["一緒に働く方を招待する", "承諾の状況を見る"],
      member: ["アカウントを見る"],
    },
    go: (account) => `${account}へ進む`,
  },
  problem: {
    someone: SOMEONE,
    someAccount: "アカウント",
    expired: {
      title: "この招待は期限が切れています",
      body: (until) => (until ? `リンクの有効期限は${until}まででした。` : "リンクの有効期限が過ぎています。"),
      ask: (inviter) => `${sama(inviter)}に新しいリンクを頼む`,
    },
    asked: {
      title: "ご依頼を送りました",
      body: (inviter) => `新しいリンクをご希望であることを${sama(inviter)}に伝えました。リンクはメールで届きます。`,
    },
    openMailAgain: "新しいリンクを頼むには、メールのリンクをもう一度開いてください。",
    accepted: {
      title: "この招待は承諾済みです",
      body: (account) => `リンクは役目を終えました。サインインすると${account}に進めます。`,
    },
    declined: {
      title: "この招待は辞退されています",
      body: (inviter) => `リンクは使えません。間違いであれば、${sama(inviter)}に再度の招待をご依頼ください。`,
    },
    cancelled: {
      title: "この招待は取り消されました",
      body: (inviter) => `リンクは使えません。心当たりがない場合は、${sama(inviter)}にご確認ください。`,
    },
    inside: {
      title: "承諾が必要な招待はもうありません",
      body: (account) => `このアドレスをお使いの方は、すでに${account}に参加しています。サインインすると進めます。`,
    },
    replaced: {
      title: "新しいリンクが送信されています",
      body: "このリンクは置き換えられました。最新のメールのリンクをお使いください。",
      submit: "最新のリンクを送る",
    },
    invalid: {
      title: "リンクが不完全です",
      body: "一部が欠けている可能性があります。メールのボタンを押すか、アドレス全体をコピーしてください。",
    },
    suspended: {
      title: (account) => `現在、${account}には参加できません`,
      body: (inviter) =>
        `アカウントが停止中です。招待に変更はありません。後でもう一度リンクをお試しになるか、${sama(inviter)}にご確認ください。`,
    },
  },
  noAccount: {
    title: "現在どのアカウントにも所属していません",
    body: "サインインはできていますが、所属するアカウントがありません。招待した方に新しい招待をご依頼ください。",
    signOut: "サインアウト",
  },
  notFound: {
    title: "このアドレスには何もありません",
    body: "アドレスに誤りがあるか、ページがなくなった可能性があります。",
  },
};
