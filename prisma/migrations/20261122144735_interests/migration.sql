-- CreateEnum
CREATE TYPE "Wish" AS ENUM ('now', 'later', 'skip');

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "hidesInterests" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Interest" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "wish" "Wish" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Interest_pkey" PRIMARY KEY ("teamId","sessionId","userId")
);

-- CreateTable
CREATE TABLE "PickFeed" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "conferenceId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PickFeed_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE INDEX "Interest_teamId_userId_idx" ON "Interest"("teamId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "PickFeed_tokenHash_key" ON "PickFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "PickFeed_teamId_userId_conferenceId_idx" ON "PickFeed"("teamId", "userId", "conferenceId");

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickFeed" ADD CONSTRAINT "PickFeed_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PickFeed" ADD CONSTRAINT "PickFeed_teamId_conferenceId_fkey" FOREIGN KEY ("teamId", "conferenceId") REFERENCES "Conference"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
