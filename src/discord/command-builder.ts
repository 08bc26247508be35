import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';

/** A command that is used inside servers, by everybody there. */
export function guildCommand(): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
}

/** A command that changes things: for members with Manage Server, unless a server's settings say otherwise. */
export function managerCommand(): SlashCommandBuilder {
  return guildCommand().setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
}
