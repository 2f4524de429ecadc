-- CreateEnum
CREATE TYPE "ListAudience" AS ENUM ('team', 'members');

-- AlterTable
ALTER TABLE "ReadingList" ADD COLUMN     "audience" "ListAudience" NOT NULL DEFAULT 'team';

-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "passwordHash" TEXT;

-- CreateTable
CREATE TABLE "ListMember" (
    "teamId" UUID NOT NULL,
    "readingListId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ListMember_pkey" PRIMARY KEY ("teamId","readingListId","userId")
);

-- CreateIndex
CREATE INDEX "ListMember_teamId_userId_idx" ON "ListMember"("teamId", "userId");

-- AddForeignKey
ALTER TABLE "ListMember" ADD CONSTRAINT "ListMember_teamId_readingListId_fkey" FOREIGN KEY ("teamId", "readingListId") REFERENCES "ReadingList"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ListMember" ADD CONSTRAINT "ListMember_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ListMember" ADD CONSTRAINT "ListMember_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;
