import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) => (opening ? `请留言，我们将从${opening}起回复。` : '请留言，我们会回复您。');

/** Chinese in simplified characters: "您". */
export default function words({ count, list }: Speech): Language {
  const one = (value: number, other: string) => count(value, { other });
  return {
    widget: {
      messages: '消息',
      back: '返回会话列表',
      close: '关闭消息窗口',
      you: '您',
      tryAgain: '重试',
      team: '我们的团队',

      presence: {
        here: (people) => one(people, '#人在线'),
        nobody: (opening) => `现在没有人在线。${leaveOne(opening)}`,
        busy: (opening) => `${opening ? '现在不在服务时间内' : '现在暂时没有人能够回复'}。${leaveOne(opening)}`,
        inTurn: '现在没有人在线。请写下您的问题，我们会依次回复。',
      },

      line: {
        offline: '没有网络连接。您写的内容会保留，稍后发送。',
        reconnecting: '正在重新连接… 您写的内容会保留，稍后发送。',
        connecting: '正在连接…',
        refused: '服务器已结束此连接。',
        forgetful: '此浏览器无法为我们保存内容：在您关闭本页之前，消息会一直保留。',
      },

      boot: {
        loading: '正在加载消息',
        missing: '此地址没有收件箱。请告知本页面的管理者。',
        unreachable: '目前无法连接到我们。我们会继续尝试。',
        off: '聊天目前已关闭。请稍后再来。',
        broken: '这里出了点问题。您已发送的内容没有丢失。',
        again: '重新开始',
      },

      home: {
        greeting: '您好，有什么可以帮您？',
        list: '您的会话',
        start: '开始会话',
        leave: '留言',
        request: '提交请求',
        resume: '继续会话',
        older: '显示更早的会话',
        failed: '无法加载您的会话。内容是安全的。',
        unread: (messages) => one(messages, '#条未读消息'),
        none: '还没有消息',
        said: (name, text) => `${name}：${text}`,
        statuses: { open: '待处理', active: '处理中', resolved: '已解决', closed: '已关闭' },
        requests: { open: '请求已收到', active: '请求处理中', resolved: '请求已解决', closed: '请求已关闭' },
      },

      start: {
        hint: '请在这里写下您的问题。回复也会出现在这里。',
        leave: (opening) => `请在这里写下您的留言。${opening ? `从${opening}起，` : ''}回复会出现在这里。`,
        subject: '主题',
        optional: '选填',
        message: '您的消息',
      },

      timeline: {
        label: '消息',
        earlier: '正在加载更早的消息',
        earlierConversation: '显示您之前的会话',
        fresh: '新消息',
        jump: '前往最新消息',
        pill: (messages) => one(messages, '#条新消息'),
        typing: (names) => (names.length > 2 ? '多人正在输入…' : `${list(names)}正在输入…`),
        started: '会话已开始。很快会有人在这里回复您。',
        startedAlone: (opening) => `会话已开始。现在没有人在线；${opening ? `我们将从${opening}起回复` : '回复会出现在这里'}。`,
        filed: '我们已收到您的请求。回复会出现在这里。',
        place: (position) => (position > 1 ? one(position, '您排在第#位。') : '下一位就是您。'),
        minutes: (minutes) => one(minutes, '大约#分钟。'),
        hours: (hours) => one(hours, '大约#小时。'),
        moreHours: (hours) => one(hours, '超过#小时。'),
        missing: '此会话已不在这里。',
        failed: '无法加载此会话。内容是安全的。',
        full: '本页能显示的内容到此为止。',
        says: (name, text) => `${name}说：${text}`,
      },

      status: {
        sending: '正在发送…',
        waiting: '等待发送',
        sent: '已发送',
        delivered: '已送达',
        read: '已读',
        refused: '未发送',
        delete: '删除',
        edit: '编辑',
        anew: '在新会话中发送',
      },

      activity: {
        helps: (name) => `现在由${name}为您服务`,
        passedOn: (team) => `已转交给${team}`,
        merged: '后续内容在您的另一个会话中',
        resolved: (name) => (name ? `${name}已标记为解决` : '已标记为解决'),
        reopened: (name) => (name ? `${name}重新打开了此会话` : '此会话已重新打开'),
        closed: (name) => (name ? `${name}关闭了此会话` : '此会话已关闭'),
        yours: { resolved: '您已标记为解决', reopened: '您重新打开了此会话', closed: '您关闭了此会话', rated: (score) => `您给出了 ${score} 星（共 5 星）` },
      },

      writing: {
        placeholder: '写消息…',
        leave: '留言…',
        label: '写消息',
        send: '发送',
        left: (characters) => one(characters, '还可输入#个字符'),
        over: (characters) => one(characters, '超出#个字符。请缩短后发送。'),
        resolved: '已解决。写消息即可重新打开。',
        closed: '此会话已关闭。写消息即可开始新的会话。',
        anew: '开始新的会话',
      },

      refusals: {
        conversation_closed: '在您的消息到达之前，此会话已关闭。',
        rate_limited: '一次发送得太多了。请稍等片刻再试。',
        overloaded: '现在非常繁忙。请稍等片刻再试。',
        not_found: '此会话已不在这里。',
        forbidden: '您不能再在这里写消息。',
        unauthorized: '您已退出登录。请重新加载页面以继续。',
        conflict: '内容在此期间已有变化。请再看一下。',
        content_empty: '还没有可发送的内容。',
        content_too_long: '消息太长。请缩短后发送。',
        invalid: '无法按此接受。请检查您写的内容。',
        payload_too_large: '内容太大。',
        unsupported_media_type: '不接受此类文件。',
        other: '没有成功。请再试一次。',
      },
    },

    request: {
      title: '提交请求',
      hint: '适用于比聊天更费时的事项。您可以在这里跟进进展。',
      subject: '主题',
      category: '关于什么事？',
      choose: '请选择',
      priority: '有多紧急？',
      priorities: {
        low: '低：可以等待',
        medium: '中：几天之内',
        high: '高：影响了我的事情',
        urgent: '紧急：我无法继续',
      },
      message: '请描述您的需要',
      submit: '提交请求',
      sending: '正在发送…',
      noSubject: '请用几个字写明主题。',
      noMessage: '请描述您的需要。几句话即可。',
      lost: '我们无法确认您的请求是否已送达。再次发送之前，请先查看您的会话。',
    },

    rating: {
      question: '我们的帮助怎么样？',
      scores: ['很差', '不太好', '一般', '好', '非常好'],
      comment: '哪些地方好，哪些地方不好？',
      optional: '选填',
      send: '发送',
      sending: '正在发送…',
      thanks: (score) => `谢谢。您给出了 ${score} 星（共 5 星）。`,
      change: '修改',
      lost: '发送失败。请重试。',
    },

    emoji: {
      label: '表情符号',
      search: '搜索表情符号',
      close: '关闭表情符号',
      loading: '正在加载表情符号…',
      failed: '无法加载表情符号。请关闭后再打开。',
      found: (emoji) => one(emoji, '找到#个表情符号'),
      recent: '最近使用',
      tone: '肤色',
      tones: ['黄色', '较浅', '中等偏浅', '中等', '中等偏深', '较深'],
      groups: ['笑脸', '人物', '动物与自然', '食物与饮料', '旅行与地点', '活动', '物品', '符号', '旗帜'],
    },

    language: { label: '语言' },
  };
}
