import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `メッセージをお残しください。${opening}から順にお答えします。` : 'メッセージをお残しください。お返事いたします。';

/** Japanese: polite, and short. */
export default function words({ count, list }: Speech): Language {
  const one = (value: number, other: string) => count(value, { other });
  return {
    widget: {
      messages: 'メッセージ',
      back: '会話の一覧に戻る',
      close: 'メッセージを閉じる',
      you: 'あなた',
      tryAgain: 'もう一度試す',
      team: '担当チーム',

      presence: {
        here: (people) => one(people, '#人が対応できます'),
        nobody: (opening) => `ただいま担当者が不在です。${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'ただいま受付時間外です' : 'ただいま対応できる担当者がいません'}。${leaveOne(opening)}`,
        inTurn: 'ただいま担当者が不在です。メッセージには順番にお答えします。',
      },

      line: {
        offline: '接続がありません。入力した内容は保存され、後で送信されます。',
        reconnecting: '再接続しています… 入力した内容は保存され、後で送信されます。',
        connecting: '接続しています…',
        refused: 'サーバーがこの接続を終了しました。',
        forgetful: 'このブラウザーには保存できません。メッセージはこのページを閉じるまで残ります。',
      },

      boot: {
        loading: 'メッセージを読み込んでいます',
        missing: 'このアドレスに受信箱はありません。このページの管理者にお知らせください。',
        unreachable: 'ただいま接続できません。引き続き試しています。',
        off: 'チャットは現在停止しています。後ほどもう一度お越しください。',
        broken: '問題が発生しました。送信した内容は失われていません。',
        again: 'やり直す',
      },

      home: {
        greeting: 'こんにちは。ご用件をお聞かせください。',
        list: 'あなたの会話',
        start: '会話を始める',
        leave: 'メッセージを残す',
        request: 'お問い合わせを送る',
        resume: '会話を続ける',
        older: '以前の会話を表示',
        failed: '会話を読み込めませんでした。内容は保存されています。',
        unread: (messages) => one(messages, '未読メッセージ#件'),
        none: 'メッセージはまだありません',
        said: (name, text) => `${name}: ${text}`,
        statuses: { open: '受付済み', active: '対応中', resolved: '解決済み', closed: '終了' },
        requests: { open: 'お問い合わせ受付済み', active: 'お問い合わせ対応中', resolved: 'お問い合わせ解決済み', closed: 'お問い合わせ終了' },
      },

      start: {
        hint: 'ご質問をここに入力してください。お返事はこの場所に届きます。',
        leave: (opening) => `メッセージをここに入力してください。お返事は${opening ? `${opening}以降に` : ''}この場所に届きます。`,
        subject: '件名',
        optional: '任意',
        message: 'メッセージ',
      },

      timeline: {
        label: 'メッセージ',
        earlier: '以前のメッセージを読み込んでいます',
        earlierConversation: '以前の会話を表示',
        fresh: '新着',
        jump: '最新のメッセージへ',
        pill: (messages) => one(messages, '新着メッセージ#件'),
        typing: (names) => (names.length > 2 ? '複数の人が入力中…' : `${list(names)}さんが入力中…`),
        started: '会話が始まりました。まもなくここにお返事が届きます。',
        startedAlone: (opening) =>
          `会話が始まりました。ただいま担当者が不在です。${opening ? `${opening}からお答えします` : 'お返事はここに届きます'}。`,
        filed: 'お問い合わせを受け付けました。お返事はここに届きます。',
        place: (position) => (position > 1 ? one(position, '順番は#番目です。') : '次にご案内します。'),
        minutes: (minutes) => one(minutes, '約#分です。'),
        hours: (hours) => one(hours, '約#時間です。'),
        moreHours: (hours) => one(hours, '#時間以上です。'),
        missing: 'この会話はもうここにありません。',
        failed: 'この会話を読み込めませんでした。内容は保存されています。',
        full: 'このページで表示できるのはここまでです。',
        says: (name, text) => `${name}さん: ${text}`,
      },

      status: {
        sending: '送信中…',
        waiting: '送信待ち',
        sent: '送信済み',
        delivered: '配信済み',
        read: '既読',
        refused: '未送信',
        delete: '削除',
        edit: '編集',
        anew: '新しい会話で送る',
      },

      activity: {
        helps: (name) => `${name}さんが対応します`,
        passedOn: (team) => `${team}に引き継がれました`,
        merged: '続きは別の会話にあります',
        resolved: (name) => (name ? `${name}さんが解決済みにしました` : '解決済みになりました'),
        reopened: (name) => (name ? `${name}さんが再開しました` : '再開されました'),
        closed: (name) => (name ? `${name}さんがこの会話を終了しました` : 'この会話は終了しました'),
        yours: { resolved: '解決済みにしました', reopened: '再開しました', closed: 'この会話を終了しました', rated: (score) => `5つ星のうち${score}つ星の評価をしました` },
      },

      writing: {
        placeholder: 'メッセージを入力…',
        leave: 'メッセージを残す…',
        label: 'メッセージを入力',
        send: '送信',
        left: (characters) => one(characters, '残り#文字'),
        over: (characters) => one(characters, '#文字超えています。短くすると送信できます。'),
        resolved: '解決済みです。入力すると再開します。',
        closed: 'この会話は終了しました。入力すると新しい会話が始まります。',
        anew: '新しい会話を始める',
      },

      refusals: {
        conversation_closed: 'メッセージが届く前に、この会話は終了しました。',
        rate_limited: '一度に多くの送信がありました。少し待ってから、もう一度お試しください。',
        overloaded: 'ただいま混み合っています。少し待ってから、もう一度お試しください。',
        not_found: 'この会話はもうここにありません。',
        forbidden: 'ここにはもう書き込めません。',
        unauthorized: 'ログアウトしています。続けるにはページを再読み込みしてください。',
        conflict: 'その間に内容が変わりました。もう一度ご確認ください。',
        content_empty: '送信する内容がまだありません。',
        content_too_long: 'メッセージが長すぎます。短くすると送信できます。',
        invalid: 'このままでは受け付けられません。入力内容をご確認ください。',
        payload_too_large: 'サイズが大きすぎます。',
        unsupported_media_type: 'この種類のファイルは受け付けられません。',
        other: 'うまくいきませんでした。もう一度お試しください。',
      },
    },

    request: {
      title: 'お問い合わせを送る',
      hint: 'チャットより時間のかかるご用件はこちらへ。進み具合はここで確認できます。',
      subject: '件名',
      category: 'どのようなご用件ですか',
      choose: '選択してください',
      priority: 'どのくらいお急ぎですか',
      priorities: {
        low: '低: 急ぎません',
        medium: '中: 数日以内に',
        high: '高: 作業に支障があります',
        urgent: '緊急: 先に進めません',
      },
      message: 'ご用件を詳しくお書きください',
      submit: 'お問い合わせを送信',
      sending: '送信中…',
      noSubject: '件名を短く入力してください。',
      noMessage: 'ご用件を入力してください。短くてもかまいません。',
      lost: 'お問い合わせが届いたか確認できませんでした。もう一度送る前に、会話の一覧をご確認ください。',
    },

    rating: {
      question: '対応はいかがでしたか？',
      scores: ['悪い', 'あまり良くない', '普通', '良い', 'とても良い'],
      comment: '良かった点や良くなかった点をお聞かせください',
      optional: '任意',
      send: '送信',
      sending: '送信中…',
      thanks: (score) => `ありがとうございます。5つ星のうち${score}つ星をいただきました。`,
      change: '変更',
      lost: '送信できませんでした。もう一度お試しください。',
    },

    emoji: {
      label: '絵文字',
      search: '絵文字を検索',
      close: '絵文字を閉じる',
      loading: '絵文字を読み込んでいます…',
      failed: '絵文字を読み込めませんでした。一度閉じて、もう一度開いてください。',
      found: (emoji) => one(emoji, '絵文字が#件見つかりました'),
      recent: '最近使った絵文字',
      tone: '肌の色',
      tones: ['黄色', '薄い', 'やや薄い', '中間', 'やや濃い', '濃い'],
      groups: ['顔', '人', '動物と自然', '食べ物と飲み物', '旅行と場所', '活動', '物', '記号', '旗'],
    },

    language: { label: '言語' },
  };
}
