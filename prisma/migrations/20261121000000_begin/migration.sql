-- Case-insensitive e-mail addresses
CREATE EXTENSION IF NOT EXISTS citext;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "UserTokenPurpose" AS ENUM ('password_reset', 'email_change');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'commenter', 'editor', 'owner');

-- CreateEnum
CREATE TYPE "SourceKind" AS ENUM ('frab_xml', 'frab_json', 'icalendar');

-- CreateEnum
CREATE TYPE "RecordingState" AS ENUM ('unknown', 'expected', 'available', 'never');

-- CreateEnum
CREATE TYPE "TextFormat" AS ENUM ('markdown', 'html');

-- CreateEnum
CREATE TYPE "AnnotationKind" AS ENUM ('takeaway', 'quote', 'question', 'follow_up', 'decision', 'link', 'photo', 'gap');

-- CreateEnum
CREATE TYPE "Audience" AS ENUM ('me', 'team', 'public');

-- CreateEnum
CREATE TYPE "LinkType" AS ENUM ('article', 'paper', 'video', 'repository', 'slides', 'docs', 'product');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('staged', 'applied', 'undone', 'discarded');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "emailVerified" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "locale" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("provider","providerAccountId")
);

-- CreateTable
CREATE TABLE "Login" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "userAgent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "provider" TEXT NOT NULL DEFAULT 'password',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Login_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserToken" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "purpose" "UserTokenPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "email" CITEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UserToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "eventSeq" BIGINT NOT NULL DEFAULT 0,
    "publicSharing" BOOLEAN NOT NULL DEFAULT true,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "showNameOnPublic" BOOLEAN NOT NULL DEFAULT false,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leftAt" TIMESTAMPTZ(3),
    "noticesReadThrough" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("teamId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Conference" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "dayEndsAtMinutes" INTEGER NOT NULL DEFAULT 0,
    "firstDay" DATE,
    "lastDay" DATE,
    "place" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "importId" UUID,

    CONSTRAINT "Conference_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Source" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "kind" "SourceKind" NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "colour" INTEGER NOT NULL DEFAULT 0,
    "contentHash" TEXT NOT NULL,
    "refreshedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "importId" UUID,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "SourceItem" (
    "teamId" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "externalKey" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "sessionId" UUID NOT NULL,
    "vanishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SourceItem_pkey" PRIMARY KEY ("teamId","sourceId","externalKey")
);

-- CreateTable
CREATE TABLE "Session" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT NOT NULL DEFAULT '',
    "abstractSource" TEXT NOT NULL DEFAULT '',
    "abstractFormat" "TextFormat" NOT NULL DEFAULT 'markdown',
    "abstractPlain" TEXT NOT NULL DEFAULT '',
    "abstractHtml" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "day" DATE,
    "kind" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "resources" JSONB NOT NULL DEFAULT '[]',
    "slidesUrl" TEXT,
    "recordingUrl" TEXT,
    "recordingState" "RecordingState" NOT NULL DEFAULT 'unknown',
    "recordingStartsAt" TIMESTAMPTZ(3),
    "trackId" UUID,
    "cancelledAt" TIMESTAMPTZ(3),
    "editedFields" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "importId" UUID,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Track" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "colour" INTEGER NOT NULL DEFAULT 0,
    "importId" UUID,

    CONSTRAINT "Track_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Room" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "importId" UUID,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "SessionRoom" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "roomId" UUID NOT NULL,

    CONSTRAINT "SessionRoom_pkey" PRIMARY KEY ("teamId","sessionId","roomId")
);

-- CreateTable
CREATE TABLE "Speaker" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "normalisedName" TEXT NOT NULL,
    "organisation" TEXT NOT NULL DEFAULT '',
    "importId" UUID,

    CONSTRAINT "Speaker_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "SessionSpeaker" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "speakerId" UUID NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SessionSpeaker_pkey" PRIMARY KEY ("teamId","sessionId","speakerId")
);

-- CreateTable
CREATE TABLE "Annotation" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID,
    "authorId" UUID NOT NULL,
    "kind" "AnnotationKind" NOT NULL,
    "audience" "Audience" NOT NULL,
    "bodySource" TEXT NOT NULL,
    "bodyPlain" TEXT NOT NULL,
    "bodyHtml" TEXT NOT NULL,
    "rendererVersion" INTEGER NOT NULL,
    "orderKey" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "fromMs" INTEGER,
    "toMs" INTEGER,
    "slide" INTEGER,
    "passage" JSONB,
    "speaker" TEXT NOT NULL DEFAULT '',
    "answerSource" TEXT,
    "answerPlain" TEXT,
    "answerHtml" TEXT,
    "answeredById" UUID,
    "ownerId" UUID,
    "dueOn" DATE,
    "closedAt" TIMESTAMPTZ(3),
    "closedById" UUID,
    "linkId" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "importId" UUID,

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "annotationId" UUID,
    "commentId" UUID,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT '',
    "bodySource" TEXT NOT NULL,
    "audience" "Audience" NOT NULL,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sessionId" UUID,
    "annotationId" UUID,
    "readingListId" UUID,
    "entryId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedById" UUID,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "bodySource" TEXT NOT NULL,
    "bodyPlain" TEXT NOT NULL,
    "bodyHtml" TEXT NOT NULL,
    "rendererVersion" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Link" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "normalisedUrl" TEXT NOT NULL,
    "urlHash" TEXT NOT NULL,
    "normaliserVersion" INTEGER NOT NULL,
    "type" "LinkType" NOT NULL,
    "title" TEXT NOT NULL,
    "site" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Link_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "ReadingList" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "descriptionSource" TEXT NOT NULL DEFAULT '',
    "descriptionHtml" TEXT NOT NULL DEFAULT '',
    "descriptionPlain" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReadingList_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "readingListId" UUID NOT NULL,
    "linkId" UUID,
    "sessionId" UUID,
    "whySource" TEXT NOT NULL DEFAULT '',
    "whyHtml" TEXT NOT NULL DEFAULT '',
    "whyPlain" TEXT NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "orderKey" TEXT NOT NULL,
    "offsetSeconds" INTEGER,
    "addedById" UUID NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Share" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "readingListId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "indexed" BOOLEAN NOT NULL DEFAULT false,
    "views" INTEGER NOT NULL DEFAULT 0,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Share_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "Event" (
    "teamId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "actorId" UUID,
    "verb" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "placeType" TEXT,
    "placeId" UUID,
    "audience" "Audience" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("teamId","seq")
);

-- CreateTable
CREATE TABLE "Notice" (
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("teamId","userId","kind","subjectId")
);

-- CreateTable
CREATE TABLE "Import" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "SourceKind" NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'staged',
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "fileSize" INTEGER NOT NULL,
    "conferenceId" UUID,
    "sourceId" UUID,
    "programme" JSONB NOT NULL,
    "options" JSONB NOT NULL,
    "plan" JSONB,
    "planHash" TEXT,
    "report" JSONB,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateTable
CREATE TABLE "BeforeImage" (
    "teamId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "values" JSONB NOT NULL,

    CONSTRAINT "BeforeImage_pkey" PRIMARY KEY ("teamId","importId","subjectType","subjectId")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Login_userId_idx" ON "Login"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "UserToken_tokenHash_key" ON "UserToken"("tokenHash");

-- CreateIndex
CREATE INDEX "UserToken_userId_idx" ON "UserToken"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Team_slug_key" ON "Team"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Conference_teamId_deletedAt_idx" ON "Conference"("teamId", "deletedAt");

-- CreateIndex
CREATE INDEX "Source_teamId_conferenceId_idx" ON "Source"("teamId", "conferenceId");

-- CreateIndex
CREATE INDEX "SourceItem_teamId_sessionId_idx" ON "SourceItem"("teamId", "sessionId");

-- CreateIndex
CREATE INDEX "Session_teamId_conferenceId_day_idx" ON "Session"("teamId", "conferenceId", "day");

-- CreateIndex
CREATE INDEX "Session_teamId_startsAt_idx" ON "Session"("teamId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Track_teamId_conferenceId_name_key" ON "Track"("teamId", "conferenceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Room_teamId_conferenceId_name_key" ON "Room"("teamId", "conferenceId", "name");

-- CreateIndex
CREATE INDEX "SessionRoom_teamId_roomId_idx" ON "SessionRoom"("teamId", "roomId");

-- CreateIndex
CREATE UNIQUE INDEX "Speaker_teamId_conferenceId_normalisedName_key" ON "Speaker"("teamId", "conferenceId", "normalisedName");

-- CreateIndex
CREATE INDEX "SessionSpeaker_teamId_speakerId_idx" ON "SessionSpeaker"("teamId", "speakerId");

-- CreateIndex
CREATE INDEX "Annotation_teamId_sessionId_orderKey_idx" ON "Annotation"("teamId", "sessionId", "orderKey");

-- CreateIndex
CREATE INDEX "Annotation_teamId_authorId_idx" ON "Annotation"("teamId", "authorId");

-- CreateIndex
CREATE INDEX "Annotation_teamId_ownerId_closedAt_idx" ON "Annotation"("teamId", "ownerId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_teamId_annotationId_number_key" ON "Revision"("teamId", "annotationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_teamId_commentId_number_key" ON "Revision"("teamId", "commentId", "number");

-- CreateIndex
CREATE INDEX "Thread_teamId_sessionId_idx" ON "Thread"("teamId", "sessionId");

-- CreateIndex
CREATE INDEX "Thread_teamId_annotationId_idx" ON "Thread"("teamId", "annotationId");

-- CreateIndex
CREATE INDEX "Thread_teamId_readingListId_idx" ON "Thread"("teamId", "readingListId");

-- CreateIndex
CREATE INDEX "Thread_teamId_entryId_idx" ON "Thread"("teamId", "entryId");

-- CreateIndex
CREATE INDEX "Comment_teamId_threadId_createdAt_idx" ON "Comment"("teamId", "threadId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Link_teamId_urlHash_key" ON "Link"("teamId", "urlHash");

-- CreateIndex
CREATE INDEX "ReadingList_teamId_deletedAt_idx" ON "ReadingList"("teamId", "deletedAt");

-- CreateIndex
CREATE INDEX "Entry_teamId_readingListId_orderKey_idx" ON "Entry"("teamId", "readingListId", "orderKey");

-- CreateIndex
CREATE INDEX "Entry_teamId_sessionId_idx" ON "Entry"("teamId", "sessionId");

-- CreateIndex
CREATE INDEX "Entry_teamId_linkId_idx" ON "Entry"("teamId", "linkId");

-- CreateIndex
CREATE UNIQUE INDEX "Share_tokenHash_key" ON "Share"("tokenHash");

-- CreateIndex
CREATE INDEX "Share_teamId_readingListId_idx" ON "Share"("teamId", "readingListId");

-- CreateIndex
CREATE INDEX "Notice_teamId_userId_seq_idx" ON "Notice"("teamId", "userId", "seq");

-- CreateIndex
CREATE INDEX "Import_teamId_conferenceId_idx" ON "Import"("teamId", "conferenceId");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Login" ADD CONSTRAINT "Login_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserToken" ADD CONSTRAINT "UserToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conference" ADD CONSTRAINT "Conference_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceItem" ADD CONSTRAINT "SourceItem_teamId_sourceId_fkey" FOREIGN KEY ("teamId", "sourceId") REFERENCES "Source"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceItem" ADD CONSTRAINT "SourceItem_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_teamId_trackId_fkey" FOREIGN KEY ("teamId", "trackId") REFERENCES "Track"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Track" ADD CONSTRAINT "Track_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Room" ADD CONSTRAINT "Room_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionRoom" ADD CONSTRAINT "SessionRoom_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionRoom" ADD CONSTRAINT "SessionRoom_teamId_roomId_fkey" FOREIGN KEY ("teamId", "roomId") REFERENCES "Room"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Speaker" ADD CONSTRAINT "Speaker_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionSpeaker" ADD CONSTRAINT "SessionSpeaker_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionSpeaker" ADD CONSTRAINT "SessionSpeaker_teamId_speakerId_fkey" FOREIGN KEY ("teamId", "speakerId") REFERENCES "Speaker"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_ownerId_fkey" FOREIGN KEY ("teamId", "ownerId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_closedById_fkey" FOREIGN KEY ("teamId", "closedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_answeredById_fkey" FOREIGN KEY ("teamId", "answeredById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_commentId_fkey" FOREIGN KEY ("teamId", "commentId") REFERENCES "Comment"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_teamId_entryId_fkey" FOREIGN KEY ("teamId", "entryId") REFERENCES "Entry"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_teamId_resolvedById_fkey" FOREIGN KEY ("teamId", "resolvedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_teamId_threadId_fkey" FOREIGN KEY ("teamId", "threadId") REFERENCES "Thread"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_teamId_authorId_fkey" FOREIGN KEY ("teamId", "authorId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingList" ADD CONSTRAINT "ReadingList_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingList" ADD CONSTRAINT "ReadingList_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_teamId_actorId_fkey" FOREIGN KEY ("teamId", "actorId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_teamId_seq_fkey" FOREIGN KEY ("teamId", "seq") REFERENCES "Event"("teamId", "seq") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_teamId_createdById_fkey" FOREIGN KEY ("teamId", "createdById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BeforeImage" ADD CONSTRAINT "BeforeImage_teamId_importId_fkey" FOREIGN KEY ("teamId", "importId") REFERENCES "Import"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say

-- Fractional order keys compare byte by byte, whatever the database's locale
ALTER TABLE "Annotation" ALTER COLUMN "orderKey" TYPE TEXT COLLATE "C";
ALTER TABLE "Entry" ALTER COLUMN "orderKey" TYPE TEXT COLLATE "C";

ALTER TABLE "Thread" ADD CONSTRAINT "Thread_one_subject"
  CHECK (num_nonnulls("sessionId", "annotationId", "readingListId", "entryId") = 1);
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_one_subject"
  CHECK (num_nonnulls("linkId", "sessionId") = 1);
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_one_subject"
  CHECK (num_nonnulls("annotationId", "commentId") = 1);

-- A CHECK per kind: only what a kind can carry
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_answer_of_question"
  CHECK ("kind" = 'question' OR ("answerSource" IS NULL AND "answeredById" IS NULL));
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_promise_of_follow_up"
  CHECK ("kind" = 'follow_up' OR ("ownerId" IS NULL AND "dueOn" IS NULL));
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_closing"
  CHECK ("kind" IN ('question', 'follow_up', 'gap', 'photo') OR "closedAt" IS NULL);
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_closed_by_someone"
  CHECK (("closedAt" IS NULL) = ("closedById" IS NULL));
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_moment"
  CHECK (("fromMs" IS NULL OR "fromMs" >= 0) AND ("toMs" IS NULL OR "toMs" >= "fromMs"));
-- An empty body is a photo slot or a gap, nothing else
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_words"
  CHECK ("kind" IN ('photo', 'gap') OR "bodySource" <> '');

-- One open entry per link or session in a list
CREATE UNIQUE INDEX "Entry_link_once" ON "Entry" ("teamId", "readingListId", "linkId")
  WHERE "deletedAt" IS NULL AND "linkId" IS NOT NULL;
CREATE UNIQUE INDEX "Entry_session_once" ON "Entry" ("teamId", "readingListId", "sessionId")
  WHERE "deletedAt" IS NULL AND "sessionId" IS NOT NULL;

-- Other processes learn of an event by its team and number only; they read it through their policy
CREATE FUNCTION hallway_announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hallway_event', NEW."teamId"::text || ' ' || NEW."seq"::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "Event_announce" AFTER INSERT ON "Event"
  FOR EACH ROW EXECUTE FUNCTION hallway_announce_event();

-- The columns and types that rate-limiter-flexible expects
CREATE TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);
