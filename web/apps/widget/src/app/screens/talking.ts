export { ConversationScreen } from './ConversationScreen';
export { StartingScreen } from './StartingScreen';
